import type { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import * as DomainWorker from "@croupier/core/domain/DomainWorker"
import { steps } from "@croupier/core/worker/steps"
import * as Worker from "@croupier/core/worker/Worker"
import type { Rolling } from "@croupier/rolling/contract"
import type { Wallet } from "@croupier/wallet/contract"
import { Effect, Layer } from "effect"
import type { Audience } from "./contract/Audience.js"
import { facts } from "./internal/loops/facts.js"
import * as PromotionStoreSql from "./internal/store/PromotionStoreSql.js"
import { promotionMigrations } from "./migrations.js"
import * as PromotionMaintenance from "./PromotionMaintenance.js"

/** How a process runs the worker. */
export type PromotionWorkerOptions = DomainWorker.DomainWorkerOptions

/** What the loops need. */
export type PromotionWorkerNeeds = Audience | BrandDirectory | DomainWorker.DomainWorkerNeeds | Rolling | Wallet

type Maintenance = PromotionMaintenance.PromotionMaintenance

/**
 * Background work on promotions: keeps the facts of the wallet's events and gives bonuses for deposits, publishes the outbox, carries on
 * claims that were held up, settles cashbacks and rebates, and pays them.
 */
export const layer = (options: PromotionWorkerOptions = {}): Layer.Layer<never, never, PromotionWorkerNeeds> =>
  DomainWorker.layer<DomainWorker.DomainWorkerNeeds | Maintenance>(
    {
      domain: "promotion",
      migrations: promotionMigrations,
      consumers: [{ loop: "facts", consumer: facts }],
      loops: (every) => [
        Worker.loop({
          name: "saga-recovery",
          every,
          tick: steps(100, (atMost) => Effect.flatMap(maintenance, ({ recover }) => recover(atMost)))
        }),
        Worker.loop({
          name: "settlement",
          every,
          tick: Effect.as(
            Effect.flatMap(maintenance, ({ settle }) => settle),
            "wait" as const
          )
        }),
        Worker.loop({
          name: "payout",
          every,
          tick: steps(100, (atMost) => Effect.flatMap(maintenance, ({ payOut }) => payOut(atMost)))
        })
      ]
    },
    options
  ).pipe(Layer.provide(Layer.provide(PromotionMaintenance.layer, PromotionStoreSql.layerSql)))

const maintenance = PromotionMaintenance.PromotionMaintenance
