import type { EventTail } from "@croupier/core/events/EventTail"
import { outboxAge, relayLoop } from "@croupier/core/events/RelayLoop"
import type { WakeUps } from "@croupier/core/events/WakeUps"
import type { HeartbeatProvider } from "@croupier/core/worker/HeartbeatProvider"
import type { Leases } from "@croupier/core/worker/Lease"
import * as Worker from "@croupier/core/worker/Worker"
import type * as SqlClient from "@effect/sql/SqlClient"
import { type Duration, Effect, Layer } from "effect"
import { PlayerUpkeep } from "./PlayerUpkeep.js"

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
export type PlayerWorkerNeeds = EventTail | HeartbeatProvider | Leases | PlayerUpkeep | SqlClient.SqlClient | WakeUps

/** What players need in the background: their outbox published, gates told, limits begun, exclusions spread. */
export const layer = (options: PlayerWorkerOptions = {}): Layer.Layer<never, never, PlayerWorkerNeeds> =>
  Layer.unwrapScoped(
    Effect.gen(function* () {
      const { every = "5 seconds", lease = "10 seconds", relay = true } = options
      const { applyDueLimits, confirmGates, spreadExclusions } = yield* PlayerUpkeep
      const upkeep = <E>(name: string, tick: Effect.Effect<number, E>) =>
        Worker.loop({ name, every, tick: Effect.map(tick, (taken) => (taken === 0 ? "wait" : "more")) })
      const loops = [
        upkeep("gate-confirmation", confirmGates),
        upkeep("limits-due", applyDueLimits),
        upkeep("exclusion-spread", spreadExclusions)
      ]
      if (relay) loops.unshift(yield* relayLoop({ domain: "player", lease }))
      return Worker.layer({ name: "player_worker", loops, readyEvery: every, ready: relay ? fresh : Effect.void })
    })
  )

/** An outbox whose oldest event has waited for a minute is not being published. */
const fresh = Effect.filterOrFail(
  outboxAge("player"),
  (seconds) => seconds < 60,
  (seconds) => ({
    message: `the oldest event of player's outbox has waited for ${seconds} s`
  })
)
