import type { BrandKey } from "@croupier/core/Brand"
import { EventStream } from "@croupier/core/events/EventStream"
import { partitionOf } from "@croupier/core/events/Partition"
import { at } from "@croupier/core/events/Position"
import type { StreamEvent } from "@croupier/core/events/StreamEvent"
import { Context, Effect, Layer } from "effect"

/** What consumers get of agent's events. */
export class Published extends Context.Tag("@croupier/agent/testing/Published")<
  Published,
  {
    /** All events of an earner that were committed up to now, in the order in which a consumer gets them. */
    readonly of: (brand: BrandKey, earner: string) => Effect.Effect<ReadonlyArray<StreamEvent>>
  }
>() {}

/** Reads the stream, after a step of its relay where it has one. */
export const layer = <E, R>(relay: Effect.Effect<unknown, E, R>): Layer.Layer<Published, never, EventStream | R> =>
  Layer.effect(
    Published,
    Effect.map(Effect.context<EventStream | R>(), (context) => ({
      of: (brand, earner) =>
        Effect.gen(function* () {
          yield* relay
          const stream = yield* EventStream
          const from = at([partitionOf(earner)], yield* stream.oldest("agent"))
          const { events } = yield* stream.read("agent", from, 1_000_000)
          return events.filter((event) => event.key === earner && event.brand === brand)
        }).pipe(Effect.provide(context), Effect.orDie)
    }))
  )
