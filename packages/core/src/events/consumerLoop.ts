import type * as SqlClient from "@effect/sql/SqlClient"
import { type Duration, Effect, type Scope } from "effect"
import { idling } from "../internal/events/backOff.js"
import { shared } from "../internal/events/PartitionAssignment.js"
import { type Loop, loop } from "../worker/Loop.js"
import type { Consumer } from "./Consumer.js"
import { rounds } from "./consume.js"
import type { EventStream } from "./EventStream.js"
import { Notifier, published } from "./Notifier.js"

/** Where the defaults do not fit: the loop's name (`<consumer>`), the holder's, and how long the partitions of a replica that died wait. */
export interface ConsumerLoopOptions {
  readonly name?: string
  readonly holder?: string
  /** Default 8 s. */
  readonly lease?: Duration.DurationInput
}

/** A consumer as a loop for a worker; replicas divide the partitions among them, and release theirs when the scope closes. */
export const consumerLoop = <E, R>(
  consumer: Consumer<E, R>,
  options: ConsumerLoopOptions = {}
): Effect.Effect<Loop, never, EventStream | R | Scope.Scope | SqlClient.SqlClient | Notifier> =>
  Effect.gen(function* () {
    const context = yield* Effect.context<EventStream | R | SqlClient.SqlClient>()
    const share = yield* shared({ consumer: consumer.consumer, domain: consumer.domain, ...options })
    const pause = idling(yield* (yield* Notifier).listen(published(consumer.domain)))
    const round = Effect.flatMap(rounds(consumer, share), (done) => Effect.as(pause(done !== "idle"), "more" as const))
    return loop({ name: options.name ?? consumer.consumer, every: "1 second", tick: Effect.provide(round, context) })
  })
