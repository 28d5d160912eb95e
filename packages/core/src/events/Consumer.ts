import type { Array as Arrays, Duration, Effect } from "effect"
import type { StreamEvent } from "./StreamEvent.js"

/** A consumer that takes every event of a domain exactly once. */
export interface Consumer<E, R> {
  /** Its positions are stored under this name; two consumers never share one. */
  readonly consumer: string
  readonly domain: string
  /**
   * The effects of events, in stream order, inside a transaction that also moves the position and may see the rows of
   * these events' brands. It may be asked again for the same ones after a rollback. Writes rows and calls no other service.
   */
  readonly apply: (events: Arrays.NonEmptyReadonlyArray<StreamEvent>) => Effect.Effect<void, E, R>
  /** Events in one transaction, default 500. */
  readonly limit?: number
  /** Do not wait for the disk at commit, where the effects are rows of this database only: they are lost or kept with the position. */
  readonly commitWithoutWaiting?: boolean
  /** How often an event is tried before it is parked, default 5, and the first wait between tries, doubled each time, default 50 ms. */
  readonly tries?: number
  readonly retryAfter?: Duration.DurationInput
  /**
   * How long an attempt may take before it is rolled back and fewer events are tried, down to one, which is parked after
   * its tries. Default 2 s, at most 4 s: below the deadline of a loop.
   */
  readonly attemptWithin?: Duration.DurationInput
  /** Keys that may be parked within ten minutes, default 10; instead of parking one more the consumer stops. */
  readonly parkAtMost?: number
}
