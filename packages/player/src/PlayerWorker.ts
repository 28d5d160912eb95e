import type { EventTail } from "@croupier/core/events/EventTail"
import { outboxDaysJob } from "@croupier/core/events/outboxDaysJob"
import { outboxReadiness } from "@croupier/core/events/outboxReadiness"
import { relayLoop } from "@croupier/core/events/RelayLoop"
import type { WakeUps } from "@croupier/core/events/WakeUps"
import { requireSchema } from "@croupier/core/postgres/RequireSchema"
import { brandTimezone } from "@croupier/core/schedule/brandTimezone"
import * as JobPeriodsSql from "@croupier/core/schedule/JobPeriodsSql"
import { pruneCoreJob } from "@croupier/core/schedule/pruneCore"
import * as Scheduler from "@croupier/core/schedule/Scheduler"
import type { HeartbeatProvider } from "@croupier/core/worker/HeartbeatProvider"
import type { Leases } from "@croupier/core/worker/Lease"
import * as Worker from "@croupier/core/worker/Worker"
import type { SqlClient } from "@effect/sql/SqlClient"
import { type Duration, Effect, Layer } from "effect"
import { playerMigrations } from "./migrations.js"
import { PlayerUpkeep } from "./PlayerUpkeep.js"
import { pruneSessionsJob } from "./store/pruneSessions.js"

/** What a process may want otherwise than the default. */
export interface PlayerWorkerOptions {
  /** Whether it publishes the outbox; default true. Without that, somebody else has to. */
  readonly relay?: boolean
  /** How often a loop that has found nothing looks again, up to 5 s; default 5 s. */
  readonly every?: Duration.DurationInput
  /** How long the relay's lease stands once its holder is gone; default 10 s. */
  readonly lease?: Duration.DurationInput
}

/** What the loops stand on. */
export type PlayerWorkerNeeds = EventTail | HeartbeatProvider | Leases | PlayerUpkeep | SqlClient | WakeUps

/**
 * What players need in the background: their outbox published and its days kept, gates told, limits begun,
 * exclusions spread, old sessions, revocations and job periods removed. Any number of replicas may run beside each other.
 */
export const layer = (options: PlayerWorkerOptions = {}): Layer.Layer<never, never, PlayerWorkerNeeds> =>
  Layer.unwrapScoped(
    Effect.gen(function* () {
      const { every = "5 seconds", lease = "10 seconds", relay = true } = options
      const { applyDueLimits, confirmGates, spreadExclusions } = yield* PlayerUpkeep
      const upkeep = <E>(name: string, tick: Effect.Effect<number, E>) =>
        Worker.loop({ name, every, tick: Effect.map(tick, (taken) => (taken === 0 ? "wait" : "more")) })
      const scheduler = yield* Scheduler.make({
        name: "player",
        jobs: [outboxDaysJob("player", "player-outbox-days"), pruneSessionsJob, pruneCoreJob],
        timezone: brandTimezone
      })
      const loops: Array<Worker.Loop<SqlClient>> = [
        upkeep("gate-confirmation", confirmGates),
        upkeep("limits-due", applyDueLimits),
        upkeep("exclusion-spread", spreadExclusions),
        Worker.loop({ name: "outbox-days", every, tick: scheduler.tick })
      ]
      if (relay) loops.unshift(yield* relayLoop({ domain: "player", lease }))
      return Worker.layer({ name: "player_worker", loops, readyEvery: every, ready: relay ? ready : schemaFits })
    })
  ).pipe(Layer.provide(JobPeriodsSql.layerSql))

const schemaFits = requireSchema(playerMigrations)

const ready = Effect.zipRight(schemaFits, outboxReadiness("player"))
