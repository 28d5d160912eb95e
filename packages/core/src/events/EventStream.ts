import { Chunk, Context, type Duration, Effect, Option, Schema, Stream } from "effect"
import { backOff } from "../internal/events/backOff.js"
import { Notifier, published } from "./Notifier.js"
import { type Position, type Positions, samePlaces } from "./Position.js"
import type { StreamEvent } from "./StreamEvent.js"

/** The events of a domain cannot be read now; `reason` is the store's own line. Nothing was consumed. */
export class EventsUnavailable extends Schema.TaggedError<EventsUnavailable>()("EventsUnavailable", {
  domain: Schema.String,
  reason: Schema.String
}) {}

/** Events in stream order, and the position of each partition after them. `to` may have moved although there are none. */
export interface Batch {
  readonly events: ReadonlyArray<StreamEvent>
  readonly to: Positions
}

/**
 * Every committed event of a domain, in numbered batches that always come out the same. Within a partition the order is
 * total, and events of one key come in the order of their versions; across partitions there is no order.
 */
export class EventStream extends Context.Tag("@croupier/core/EventStream")<
  EventStream,
  {
    /** The oldest position that can still be read: where a new consumer begins. */
    readonly oldest: (domain: string) => Effect.Effect<Position, EventsUnavailable>
    /** At most `limit` events of the partitions in `from`, beginning there. Answers at once, with none where there is nothing new. */
    readonly read: (domain: string, from: Positions, limit: number) => Effect.Effect<Batch, EventsUnavailable>
  }
>() {}

/** What to follow, from where, and how many events a batch holds at most (default 500). */
export interface Subscription {
  readonly domain: string
  readonly from: Positions
  readonly limit?: number
  /** How long to wait at most before asking again while nothing comes; default 250 ms. */
  readonly pollEvery?: Duration.DurationInput
}

/** The domain's events from a position on, without end: read on hints of this process, otherwise by polling. */
export const subscribe = (
  subscription: Subscription
): Stream.Stream<Batch, EventsUnavailable, EventStream | Notifier> =>
  Stream.unwrapScoped(
    Effect.gen(function* () {
      const stream = yield* EventStream
      const waiting = yield* (yield* Notifier).listen(published(subscription.domain))
      const next = (from: Positions, idle: number): Effect.Effect<Batch, EventsUnavailable> =>
        Effect.flatMap(stream.read(subscription.domain, from, subscription.limit ?? 500), (batch) =>
          batch.events.length > 0
            ? Effect.succeed(batch)
            : samePlaces(from, batch.to)
              ? Effect.zipRight(waiting(backOff(idle, subscription.pollEvery)), next(from, idle + 1))
              : next(batch.to, idle)
        )
      return Stream.paginateChunkEffect(subscription.from, (from) =>
        Effect.map(next(from, 0), (batch) => [Chunk.of(batch), Option.some(batch.to)] as const)
      )
    })
  )
