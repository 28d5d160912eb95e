import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Duration, Effect, Exit, Option } from "effect"
import { withBrand } from "../postgres/BrandTransaction.js"
import type { Consumer } from "./Consumer.js"
import { type Claim, ConsumerFenced, move } from "./ConsumerPositions.js"
import { park, parkedKeys } from "./DeadLetters.js"
import { everyFailure, passingFailure, reasonFor } from "./failures.js"
import { after, type Positions } from "./Position.js"
import type { StreamEvent } from "./StreamEvent.js"

/**
 * Takes events in one transaction. Where that fails they are halved, down to the failing event, which is parked after its
 * tries. Fails itself only for what says nothing about the events: a lost lease, an absent database.
 */
export const takeBatch = <E, R>(
  consumer: Consumer<E, R>,
  claim: Claim,
  events: ReadonlyArray<StreamEvent>,
  from: Positions,
  to: Positions
): Effect.Effect<void, ConsumerFenced | SqlError, R | SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const first = yield* attempt(consumer, claim, events, from, to)
    if (Option.isNone(first)) return
    if (events.length > 1) {
      const half = Math.ceil(events.length / 2)
      const between = after(from, events.slice(0, half))
      yield* takeBatch(consumer, claim, events.slice(0, half), from, between)
      return yield* takeBatch(consumer, claim, events.slice(half), between, to)
    }
    let reason = first.value
    for (let tries = 1; tries < (consumer.tries ?? 5); tries++) {
      yield* Effect.sleep(Duration.times(consumer.retryAfter ?? "50 millis", 2 ** (tries - 1)))
      const failed = yield* attempt(consumer, claim, events, from, to)
      if (Option.isNone(failed)) return
      reason = failed.value
    }
    yield* parkOne(claim, events, from, to, reason)
  })

/** One transaction: positions, then effects. Answers why the events failed, nothing where they took effect. */
const attempt = <E, R>(
  consumer: Consumer<E, R>,
  claim: Claim,
  events: ReadonlyArray<StreamEvent>,
  from: Positions,
  to: Positions
) =>
  withBrand(brandsOf(events))(
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      if (consumer.commitWithoutWaiting === true) yield* sql`SET LOCAL synchronous_commit = off`
      yield* move(claim, from, to)
      // After the position's lock, so that a replay which held it has ended.
      const parked = yield* parkedKeys(claim.consumer, claim.domain, events)
      const [head, ...tail] = parked.size === 0 ? events : events.filter(({ key }) => !parked.has(key))
      if (head !== undefined) yield* consumer.apply([head, ...tail])
      if (parked.size === 0) return
      yield* Effect.forEach(
        events.filter(({ key }) => parked.has(key)),
        (event) => park(claim.consumer, claim.domain, event, "an earlier event of its key is parked"),
        { discard: true }
      )
    })
  ).pipe(Effect.exit, Effect.flatMap(judge))

const judge = <E>(
  exit: Exit.Exit<void, E | ConsumerFenced | SqlError>
): Effect.Effect<Option.Option<string>, ConsumerFenced | SqlError> => {
  if (Exit.isSuccess(exit)) return Effect.succeedNone
  const fenced = everyFailure(exit.cause).find(
    (failure): failure is ConsumerFenced => failure instanceof ConsumerFenced
  )
  const passing = fenced ?? passingFailure(exit.cause)
  return passing === undefined ? Effect.succeedSome(reasonFor(exit.cause)) : Effect.fail(passing)
}

const parkOne = (claim: Claim, events: ReadonlyArray<StreamEvent>, from: Positions, to: Positions, reason: string) =>
  withBrand(brandsOf(events))(
    Effect.gen(function* () {
      yield* move(claim, from, to)
      yield* Effect.forEach(events, (event) => park(claim.consumer, claim.domain, event, reason), { discard: true })
    })
  ).pipe(
    Effect.zipRight(
      Effect.logWarning(
        `${claim.consumer} of ${claim.domain}: parked ${events.map(({ id }) => id).join()}: ${reason}`
      ).pipe(Effect.annotateLogs({ traceId: events.map(({ trace }) => trace).join() }))
    )
  )

const brandsOf = (events: ReadonlyArray<StreamEvent>) => [...new Set(events.map(({ brand }) => brand))]
