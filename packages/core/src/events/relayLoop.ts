import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { type Duration, Effect, Option, type Scope } from "effect"
import { idling } from "../internal/events/backOff.js"
import { leasedEpoch } from "../internal/events/leasedEpoch.js"
import { outboxSchema } from "../internal/events/outboxSchema.js"
import type { Leases } from "../worker/Lease.js"
import { type Loop, loop, type Next } from "../worker/Loop.js"
import type { EventTail } from "./EventTail.js"
import { committed, Notifier } from "./Notifier.js"
import { relayRound } from "./Relay.js"

/** The domain, and optionally the loop's name, the holder's, and how long the lease of a relay that died remains. */
export interface RelayLoopOptions {
  readonly domain: string
  /** Default `outbox-relay`. */
  readonly name?: string
  readonly holder?: string
  /** Default 10 s. */
  readonly lease?: Duration.DurationInput
}

/**
 * The relay of a domain as a loop for a worker: one of all replicas makes batches, every 20 ms while events come, notified by
 * hints; the others wait for its lease, which it releases when the scope closes.
 *
 * @example
 * Layer.unwrapScoped(Effect.map(relayLoop({ domain: "wallet" }), (relay) => Worker.layer({ name, loops: [relay] })))
 */
export const relayLoop = (
  options: RelayLoopOptions
): Effect.Effect<Loop, never, EventTail | Leases | Scope.Scope | SqlClient.SqlClient | Notifier> =>
  Effect.gen(function* () {
    const { domain } = options
    const context = yield* Effect.context<EventTail | SqlClient.SqlClient | Notifier>()
    const epoch = yield* leasedEpoch({ ...options, name: `relay ${domain}` })
    const pause = idling(yield* (yield* Notifier).listen(committed(domain)), Effect.sleep("20 millis"))
    const round = Effect.flatMap(epoch, (mine) =>
      Option.isNone(mine)
        ? Effect.succeed<Next>("wait")
        : Effect.flatMap(relayRound(domain, mine.value), (worked) => Effect.as(pause(worked), "more" as const))
    )
    return loop({ name: options.name ?? "outbox-relay", every: "1 second", tick: Effect.provide(round, context) })
  })

/** The seconds for which the oldest event of a domain's outbox has waited for a batch, 0 where none waits. */
export const outboxAge = (domain: string): Effect.Effect<number, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const [row] = yield* sql.unsafe<{ age: number }>(`SELECT ${outboxSchema(domain)}.outbox_age() AS age`)
    return row?.age ?? 0
  })
