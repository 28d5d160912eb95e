import type * as SqlClient from "@effect/sql/SqlClient"
import { Effect, Schema } from "effect"
import type { BrandKey } from "../../Brand.js"
import type { Consumer } from "../../events/Consumer.js"
import { partitionOf } from "../../events/Partition.js"
import { type AttemptFailure, attempt, type Outcome } from "./attempt.js"
import { hold } from "./ConsumerPositions.js"
import { unpark } from "./DeadLetters.js"
import { afterFailure, afterSuccess, fullPace, nextSize } from "./Pace.js"

/** A dead letter still fails; it and those behind it stay parked, those before it were taken. */
export class ReplayFailed extends Schema.TaggedError<ReplayFailed>()("ReplayFailed", {
  consumer: Schema.String,
  key: Schema.String,
  reason: Schema.String
}) {}

/**
 * Takes the dead letters of one key, oldest first, in transactions that are as short as the consumer's attempts. Answers how
 * many it has taken. The consumer waits for each in this key's partition, so that no later event comes between.
 */
export const replayDeadLetters = <E, R>(
  consumer: Consumer<E, R>,
  brand: BrandKey,
  key: string
): Effect.Effect<number, AttemptFailure | ReplayFailed, R | SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const limit = consumer.limit ?? 500
    let pace = fullPace(limit)
    let taken = 0
    while (true) {
      const { outcome, letters } = yield* replayPart(consumer, brand, key, nextSize(pace))
      if (outcome._tag === "Taken") {
        taken += letters
        if (letters < nextSize(pace)) return taken
        pace = afterSuccess(pace, letters, outcome.isQuick, limit)
      } else if (letters > 1) {
        pace = afterFailure(pace, letters, outcome.wasSlow)
      } else {
        return yield* new ReplayFailed({ consumer: consumer.consumer, key, reason: outcome.reason })
      }
    }
  })

/** One transaction over the first dead letters of a key; answers how many they were. */
export const replayPart = <E, R>(
  consumer: Consumer<E, R>,
  brand: BrandKey,
  key: string,
  atMost: number
): Effect.Effect<{ readonly outcome: Outcome; readonly letters: number }, AttemptFailure, R | SqlClient.SqlClient> =>
  Effect.suspend(() => {
    let letters = 0
    const part = Effect.gen(function* () {
      yield* hold(consumer.consumer, consumer.domain, partitionOf(key))
      const [first, ...rest] = yield* unpark(consumer.consumer, consumer.domain, key, atMost)
      if (first === undefined) return
      letters = 1 + rest.length
      yield* consumer.apply([first, ...rest])
    })
    return Effect.map(attempt(consumer, [brand], part), (outcome) => ({ outcome, letters }))
  })
