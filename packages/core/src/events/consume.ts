import type * as SqlClient from "@effect/sql/SqlClient"
import { Effect } from "effect"
import type { AttemptFailure } from "../internal/events/attempt.js"
import { type Claim, claim, move } from "../internal/events/ConsumerPositions.js"
import { type Assignment, alone, epochsAlone } from "../internal/events/PartitionAssignment.js"
import { taker } from "../internal/events/taker.js"
import { stamp } from "../worker/Loop.js"
import type { Consumer } from "./Consumer.js"
import { EventStream, type EventsUnavailable } from "./EventStream.js"
import { type Positions, samePlaces } from "./Position.js"
import { wantedReplays } from "./wantedReplays.js"

/** Why a consumer took nothing more; its position is where it was. */
export type ConsumeFailure = AttemptFailure | EventsUnavailable

/** One round of a consumer: at most one attempt. `searching` where a failing event has still to be found among the next ones. */
export type Round<R> = Effect.Effect<
  "idle" | "searching" | "worked",
  ConsumeFailure,
  R | SqlClient.SqlClient | EventStream
>

/**
 * Takes what is there, up to one batch. False where there was nothing, or where other replicas have all partitions.
 *
 * A consumer is a name and what it does with events. What it writes is committed with its position, so that each event
 * takes effect once, and a player's events in their order, whichever process ends in between. It writes rows only; what other
 * services have to do it writes down as an intent, and a loop carries that out. An event that fails or hangs is parked after
 * its tries, with all later ones of its key, until they are replayed; a failure that would affect any event parks nothing.
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
 */
export const consume = <E, R>(
  consumer: Consumer<E, R>,
  share: Assignment = alone
): Effect.Effect<boolean, ConsumeFailure, R | SqlClient.SqlClient | EventStream> =>
  Effect.suspend(() => Effect.repeat(rounds(consumer, share), { while: (round) => round === "searching" })).pipe(
    Effect.map((round) => round !== "idle")
  )

/** An effect to be repeated, which remembers the positions in between and asks for them again after a failure. */
export const rounds = <E, R>(consumer: Consumer<E, R>, share: Assignment): Round<R> => {
  const taking = taker(consumer)
  const replays = wantedReplays(consumer)
  let held: ReadonlyMap<number, bigint> | undefined
  let mine: Claim = { consumer: consumer.consumer, domain: consumer.domain, epochs: new Map() }
  let standing: Positions | undefined
  return Effect.gen(function* () {
    const before = held
    held = yield* share
    if (held.size === 0) return "idle"
    if (held !== before) standing = undefined
    if (standing === undefined) {
      const epochs = share === alone ? yield* epochsAlone(consumer.consumer, consumer.domain) : held
      mine = { ...mine, epochs }
    }
    if (yield* replays(held)) yield* stamp
    const stream = yield* EventStream
    const from = standing ?? (yield* claim(mine, stream.oldest(consumer.domain)))
    standing = undefined
    const { events, to } = yield* stream.read(consumer.domain, from, taking.size())
    if (events.length === 0) {
      const hasMoved = !samePlaces(from, to)
      if (hasMoved) yield* move(mine, from, to)
      standing = to
      return hasMoved ? "worked" : "idle"
    }
    if (yield* taking.take(mine, events, from, to)) standing = to
    return taking.isSearching() ? "searching" : "worked"
  })
}
