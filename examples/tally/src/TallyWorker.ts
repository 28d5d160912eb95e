import * as DomainWorker from "@croupier/core/domain/DomainWorker"
import { ranking } from "./internal/ranking.js"
import { tallyMigrations } from "./migrations.js"

/** Background work of the tally: its outbox published and maintained, its ranking kept. */
export const layer = (options: DomainWorker.DomainWorkerOptions = {}) =>
  DomainWorker.layer(
    { domain: "tally", migrations: tallyMigrations, consumers: [{ loop: "ranking", consumer: ranking }] },
    options
  )
