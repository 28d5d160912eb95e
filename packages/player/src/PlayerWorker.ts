import * as DomainWorker from "@croupier/core/domain/DomainWorker"
import { pruneCoreJob } from "@croupier/core/schedule/pruneCore"
import * as Worker from "@croupier/core/worker/Worker"
import { Effect, Layer } from "effect"
import { pruneSessionsJob } from "./internal/store/pruneSessions.js"
import { playerMigrations } from "./migrations.js"
import { PlayerMaintenance } from "./PlayerMaintenance.js"

/** How a process runs the worker. */
export type PlayerWorkerOptions = DomainWorker.DomainWorkerOptions

/** What the loops need. */
export type PlayerWorkerNeeds = DomainWorker.DomainWorkerNeeds | PlayerMaintenance

/**
 * Background work for players: publishes their outbox, confirms gates, applies due limits, spreads exclusions, and removes
 * old sessions, revocations and job periods.
 */
export const layer = (options: PlayerWorkerOptions = {}): Layer.Layer<never, never, PlayerWorkerNeeds> =>
  Layer.unwrapEffect(
    Effect.map(PlayerMaintenance, ({ applyDueLimits, confirmGates, spreadExclusions }) =>
      DomainWorker.layer(
        {
          domain: "player",
          migrations: playerMigrations,
          jobs: [pruneSessionsJob, pruneCoreJob],
          loops: (every) =>
            (
              [
                ["gate-confirmation", confirmGates],
                ["limits-due", applyDueLimits],
                ["exclusion-spread", spreadExclusions]
              ] as const
            ).map(([name, tick]) =>
              Worker.loop({ name, every, tick: Effect.map(tick, (taken) => (taken === 0 ? "wait" : "more")) })
            )
        },
        options
      )
    )
  )
