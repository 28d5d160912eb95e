import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Schema } from "effect"
import type { BrandKey } from "../Brand.js"
import { withBrand } from "../postgres/BrandTransaction.js"
import type { Consumer } from "./Consumer.js"
import { hold } from "./ConsumerPositions.js"
import { unpark } from "./DeadLetters.js"
import { reasonFor } from "./failures.js"
import { partitionOf } from "./Partition.js"

/** A key's dead letters fail still; they stay parked as they were. */
export class ReplayFailed extends Schema.TaggedError<ReplayFailed>()("ReplayFailed", {
  consumer: Schema.String,
  key: Schema.String,
  reason: Schema.String
}) {}

/**
 * Takes the dead letters of one key, oldest first, all or none. Answers how many there were. The consumer waits for it in
 * this key's partition, so that no later event comes between.
 */
export const replayDeadLetters = <E, R>(
  { consumer, domain, apply }: Consumer<E, R>,
  brand: BrandKey,
  key: string
): Effect.Effect<number, ReplayFailed | SqlError, R | SqlClient.SqlClient> =>
  withBrand(brand)(
    Effect.gen(function* () {
      yield* hold(consumer, domain, partitionOf(key))
      const events = yield* unpark(consumer, domain, key)
      const [first, ...rest] = events
      if (first === undefined) return 0
      yield* apply([first, ...rest]).pipe(
        Effect.sandbox,
        Effect.mapError((cause) => new ReplayFailed({ consumer, key, reason: reasonFor(cause) }))
      )
      return events.length
    })
  )
