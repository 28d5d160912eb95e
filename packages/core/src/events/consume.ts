import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { Consumer } from "./Consumer.js"
import { type Claim, type ConsumerFenced, claim, move } from "./ConsumerPositions.js"
import { EventStream, type EventsUnavailable } from "./EventStream.js"
import { eventLoop } from "./eventLoop.js"
import { type Positions, samePlaces } from "./Position.js"
import { alone, type Share } from "./Share.js"
import { takeBatch } from "./takeBatch.js"
import { published, type WakeUps } from "./WakeUps.js"
import { takeWantedReplays } from "./wantedReplays.js"

/** Why a consumer took nothing more; its position is where it was. */
export type ConsumeFailure = ConsumerFenced | EventsUnavailable | SqlError

/** One round of a consumer: true where there was something, so that there may be more. */
export type Round<R> = Effect.Effect<boolean, ConsumeFailure, R | SqlClient.SqlClient | EventStream>

/**
 * Takes what is there, up to one batch. False where there was nothing, or where all partitions are other replicas'.
 *
 * A consumer is a name and what it does with events. What it writes is committed with its position, so that each event
 * takes effect once, and a player's events in their order, whatever dies in between. It writes rows only; what other
 * services have to do it writes down as an intent, and a loop carries that out. An event that cannot be taken is parked after
 * its tries, with all later ones of its key, until somebody replays them: `apply` fails for nothing that will pass.
 *
 * @example
 * const turnover: Consumer<SqlError, SqlClient.SqlClient> = {
 *   consumer: "turnover",
 *   domain: "wallet",
 *   apply: (events) =>
 *     Effect.flatMap(SqlClient.SqlClient, (sql) =>
 *       sql`INSERT INTO croupier_rolling.turnover ${sql.insert(events.map(toTurnover))}`)
 * }
 * // In a worker: Layer.unwrapScoped(Effect.map(consumerLoop(turnover), (loop) => Worker.layer({ name, loops: [loop] })))
 * // In an app of one process: Effect.forkScoped(runConsumer(turnover))
 */
export const consume = <E, R>(consumer: Consumer<E, R>, share: Share = alone): Round<R> =>
  Effect.suspend(() => rounds(consumer, share))

/** Consumes for as long as it runs, woken by the relay of this process, polling otherwise; failures are logged and tried again. */
export const runConsumer = <E, R>(
  consumer: Consumer<E, R>,
  share: Share = alone
): Effect.Effect<never, never, R | SqlClient.SqlClient | EventStream | WakeUps> =>
  Effect.suspend(() =>
    eventLoop({
      name: `consumer ${consumer.consumer} of ${consumer.domain}`,
      topic: published(consumer.domain),
      round: rounds(consumer, share)
    })
  )

/** How often it looks whether somebody wants dead letters taken again. */
const replayEvery = 2000

/** An effect to be repeated, which remembers the positions in between and asks for them again after a failure. */
export const rounds = <E, R>(consumer: Consumer<E, R>, share: Share): Round<R> => {
  const limit = consumer.limit ?? 500
  let epochs: ReadonlyMap<number, bigint> = new Map()
  let standing: Positions | undefined
  let replayedAt = Number.NEGATIVE_INFINITY
  return Effect.gen(function* () {
    const held = yield* share
    if (held.size === 0) return false
    if (held !== epochs) standing = undefined
    epochs = held
    const mine: Claim = { consumer: consumer.consumer, domain: consumer.domain, epochs }
    if (performance.now() - replayedAt > replayEvery) {
      yield* takeWantedReplays(consumer, held)
      replayedAt = performance.now()
    }
    const stream = yield* EventStream
    const from = standing ?? (yield* claim(mine, stream.oldest(consumer.domain)))
    standing = undefined
    const { events, to } = yield* stream.read(consumer.domain, from, limit)
    if (events.length > 0) yield* takeBatch(consumer, mine, events, from, to)
    else if (!samePlaces(from, to)) yield* move(mine, from, to)
    standing = to
    return events.length > 0 || !samePlaces(from, to)
  })
}
