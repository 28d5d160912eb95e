import type { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import * as DomainWorker from "@croupier/core/domain/DomainWorker"
import { steps } from "@croupier/core/worker/steps"
import * as Worker from "@croupier/core/worker/Worker"
import type { Wallet } from "@croupier/wallet/contract"
import { Effect, Layer } from "effect"
import { pruneTurnoverJob } from "./internal/loops/pruneTurnover.js"
import { turnover } from "./internal/loops/turnover.js"
import * as RollingStoreSql from "./internal/store/RollingStoreSql.js"
import { rollingMigrations } from "./migrations.js"
import * as RollingMaintenance from "./RollingMaintenance.js"

/** How a process runs the worker. */
export type RollingWorkerOptions = DomainWorker.DomainWorkerOptions

/** What the loops need. */
export type RollingWorkerNeeds = BrandDirectory | DomainWorker.DomainWorkerNeeds | Wallet

type Maintenance = RollingMaintenance.RollingMaintenance

/**
 * Background work on turnover: counts the wallet's events, publishes the outbox, ends requirements by their time, and has the
 * wallet convert or take back bonuses until it does.
 */
export const layer = (options: RollingWorkerOptions = {}): Layer.Layer<never, never, RollingWorkerNeeds> =>
  DomainWorker.layer<DomainWorker.DomainWorkerNeeds | Maintenance>(
    {
      domain: "rolling",
      migrations: rollingMigrations,
      jobs: [pruneTurnoverJob],
      consumers: [{ loop: "turnover", consumer: turnover }],
      loops: (every) => [
        Worker.loop({
          name: "expiry",
          every,
          tick: steps(100, (atMost) => Effect.flatMap(maintenance, ({ expire }) => expire(atMost)))
        }),
        Worker.loop({
          name: "completion-retry",
          every,
          tick: steps(100, (atMost) => Effect.flatMap(maintenance, ({ performTasks }) => performTasks(atMost)))
        })
      ]
    },
    options
  ).pipe(Layer.provide(Layer.provide(RollingMaintenance.layer, RollingStoreSql.layerSql)))

const maintenance = RollingMaintenance.RollingMaintenance
