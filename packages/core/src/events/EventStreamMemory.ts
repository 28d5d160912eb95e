import { Context, Effect, Layer } from "effect"
import { type Batch, EventStream, EventsUnavailable } from "./EventStream.js"
import { Notifier, published } from "./Notifier.js"
import { partitionOf } from "./Partition.js"
import { after, notBefore, type Positions } from "./Position.js"
import type { DomainEvent, StreamEvent } from "./StreamEvent.js"

/** Where a test, or a domain's memory layer, puts what it publishes. */
export class MemoryOutbox extends Context.Tag("@croupier/core/MemoryOutbox")<
  MemoryOutbox,
  {
    /** Commits events: one batch. */
    readonly commit: (domain: string, events: ReadonlyArray<DomainEvent>) => Effect.Effect<void>
  }
>() {}

/** The stream in memory, with the outbox that fills it. For one process; lost when it ends. */
export const layerMemory: Layer.Layer<EventStream | MemoryOutbox, never, Notifier> = Layer.effectContext(
  Effect.map(Notifier, ({ wake }) => {
    const outboxes = new Map<string, Array<ReadonlyArray<StreamEvent>>>()
    const batchesOf = (domain: string) => {
      const batches = outboxes.get(domain) ?? []
      outboxes.set(domain, batches)
      return batches
    }
    return Context.make(EventStream, {
      oldest: () => Effect.succeed({ tick: 1n, index: 0 }),
      read: (domain, from, limit) => read(domain, batchesOf(domain), from, limit)
    }).pipe(
      Context.add(MemoryOutbox, {
        commit: (domain, events) =>
          Effect.suspend(() => {
            if (events.length === 0) return Effect.void
            const batches = batchesOf(domain)
            batches.push(numbered(BigInt(batches.length + 1), events))
            return wake(published(domain))
          })
      })
    )
  })
)

const numbered = (tick: bigint, events: ReadonlyArray<DomainEvent>): ReadonlyArray<StreamEvent> => {
  const taken = new Map<number, number>()
  return events.map((event) => {
    const partition = partitionOf(event.key)
    const index = taken.get(partition) ?? 0
    taken.set(partition, index + 1)
    return { ...event, partition, tick, index }
  })
}

const read = (
  domain: string,
  batches: ReadonlyArray<ReadonlyArray<StreamEvent>>,
  from: Positions,
  limit: number
): Effect.Effect<Batch, EventsUnavailable> => {
  const ticks = [...from.values()].map(({ tick }) => tick)
  let tick = ticks.reduce((least, next) => (next < least ? next : least), ticks[0] ?? 1n)
  if (tick < 1n || tick > BigInt(batches.length + 1)) {
    return Effect.fail(new EventsUnavailable({ domain, reason: `batch ${tick} is not there` }))
  }
  const events: Array<StreamEvent> = []
  for (; tick <= BigInt(batches.length); tick++) {
    const wanted = (batches[Number(tick) - 1] ?? []).filter((event) => isAtOrAfter(from, event))
    events.push(...wanted.slice(0, limit - events.length))
    if (events.length >= limit) break
  }
  return Effect.succeed({ events, to: notBefore(after(from, events), tick) })
}

const isAtOrAfter = (from: Positions, { partition, tick, index }: StreamEvent): boolean => {
  const position = from.get(partition)
  return position !== undefined && (position.tick < tick || (position.tick === tick && position.index <= index))
}
