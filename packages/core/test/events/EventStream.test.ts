import { assert, describe, layer } from "@effect/vitest"
import { Chunk, Clock, Effect, FastCheck, Fiber, type Layer, Stream } from "effect"
import { EventStream, subscribe } from "../../src/events/EventStream.js"
import type { Notifier } from "../../src/events/Notifier.js"
import { allPartitions, partitionOf } from "../../src/events/Partition.js"
import { at, type Position, type Positions, samePlaces } from "../../src/events/Position.js"
import type { StreamEvent } from "../../src/events/StreamEvent.js"
import { uuidv7 } from "../../src/Ids.js"
import { isLongRun } from "../../src/testing/LongRun.js"
import { hasRedis } from "../../src/testing/TestRedis.js"
import { aurora, borealis } from "./brands.js"
import { memory, Publisher, postgres, redis } from "./Publisher.js"
import { eventOf } from "./Stream.js"

/** From a position to the end, by reads of `limit`. */
const drain = (from: Positions, limit: number) =>
  Effect.gen(function* () {
    const stream = yield* EventStream
    const events: Array<StreamEvent> = []
    for (let position = from; ; ) {
      const batch = yield* stream.read("stream", position, limit)
      assert.isAtMost(batch.events.length, limit)
      events.push(...batch.events)
      if (samePlaces(position, batch.to)) return { events, to: position }
      position = batch.to
    }
  })

const end = Effect.gen(function* () {
  const oldest = yield* (yield* EventStream).oldest("stream")
  return (yield* drain(at(allPartitions, oldest), 1000)).to
})

/** Batches as lists of keys, by number; each key's versions count on. */
const batches = FastCheck.array(FastCheck.array(FastCheck.nat(4), { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 6
})

const eventsOf = (lists: ReadonlyArray<ReadonlyArray<number>>) => {
  const ids = Array.from({ length: 5 }, () => uuidv7(Date.now()))
  const versions = new Map<number, number>()
  return lists.map((keys) =>
    keys.map((key) => {
      const version = (versions.get(key) ?? 0) + 1
      versions.set(key, version)
      return eventOf(key % 2 === 0 ? aurora : borealis, ids[key]!, version)
    })
  )
}

const laws = (name: string, stream: Layer.Layer<EventStream | Publisher | Notifier>) =>
  layer(stream)(`the laws of a stream, ${name}`, (it) => {
    it.effect.prop(
      "what is committed is read once, in order and whole, whatever the size of the reads",
      [batches, FastCheck.integer({ min: 1, max: 7 })],
      ([lists, limit]) =>
        Effect.gen(function* () {
          const publish = yield* Publisher
          const from = yield* end
          const published = eventsOf(lists)
          yield* Effect.forEach(published, (events) => publish(events), { discard: true })
          const { events } = yield* drain(from, limit)
          const inPartition = <A extends { readonly key: string }>(all: ReadonlyArray<A>) =>
            allPartitions.map((partition) => all.filter(({ key }) => partitionOf(key) === partition))
          assert.deepStrictEqual(
            inPartition(events.map(({ partition: _, tick: __, index: ___, ...event }) => event)),
            inPartition(published.flat())
          )
          assert.isTrue(events.every(({ key, partition }) => partition === partitionOf(key)))
          const again: Array<StreamEvent> = []
          for (const partition of allPartitions) {
            const position = from.get(partition) ?? { tick: 1n, index: 0 }
            again.push(...(yield* drain(at([partition], position), limit)).events)
          }
          const byPlace = (one: StreamEvent, other: StreamEvent) =>
            one.partition - other.partition || Number(one.tick - other.tick) || one.index - other.index
          assert.deepStrictEqual(again, [...events].sort(byPlace))
        }),
      { fastCheck: { numRuns: isLongRun ? 200 : 15 } }
    )

    it.effect("partitions at different positions continue from there, each", () =>
      Effect.gen(function* () {
        const publish = yield* Publisher
        const from = yield* end
        const [first, second] = eventsOf([
          [0, 1, 2, 3, 4],
          [4, 3, 2, 1, 0]
        ])
        yield* publish(first ?? [])
        yield* publish(second ?? [])
        const { events } = yield* drain(from, 100)
        const ahead = events[events.length - 1]!.partition
        const position: Position = events.find(({ partition }) => partition === ahead)!
        const uneven = new Map(from).set(ahead, { tick: position.tick, index: position.index + 1 })
        const rest = events.filter((event) => event !== position)
        assert.deepStrictEqual((yield* drain(uneven, 2)).events, rest)
      })
    )

    it.effect("a batch that does not exist yet is refused beyond the next one", () =>
      Effect.gen(function* () {
        const stream = yield* EventStream
        const next = (yield* end).get(0) ?? { tick: 1n, index: 0 }
        assert.deepStrictEqual((yield* stream.read("stream", at([0], next), 10)).events, [])
        const error = yield* Effect.flip(stream.read("stream", at([0], { tick: next.tick + 1n, index: 0 }), 10))
        assert.strictEqual(error._tag, "EventsUnavailable")
      })
    )

    it.effect("a subscriber that waits gets what is committed later", () =>
      Effect.gen(function* () {
        const publish = yield* Publisher
        const from = yield* end
        const [first = [], second = []] = eventsOf([
          [0, 1],
          [1, 2, 2]
        ])
        const taking = yield* subscribe({ domain: "stream", from, limit: 2, pollEvery: "1 minute" }).pipe(
          Stream.flatMap(({ events }) => Stream.fromIterable(events)),
          Stream.take(5),
          Stream.runCollect,
          Effect.fork
        )
        yield* publish(first)
        yield* publish(second)
        const events = yield* Fiber.join(taking)
        assert.deepStrictEqual(
          new Set(Chunk.toReadonlyArray(events).map(({ id }) => id)),
          new Set([...first, ...second].map(({ id }) => id))
        )
      }).pipe(Effect.withClock(Clock.make()))
    )

    it.effect("a lost hint costs a subscriber no event", () =>
      Effect.gen(function* () {
        const publish = yield* Publisher
        const from = yield* end
        const [only = []] = eventsOf([[0, 1, 2]])
        yield* publish(only)
        const events = yield* subscribe({ domain: "stream", from }).pipe(
          Stream.flatMap((batch) => Stream.fromIterable(batch.events)),
          Stream.take(3),
          Stream.runCollect
        )
        assert.strictEqual(events.length, 3)
      }).pipe(Effect.withClock(Clock.make()))
    )
  })

laws("in memory", memory)
laws("on Postgres", postgres)
if (hasRedis) laws("on Redis and Postgres", redis)
else describe.skip("the laws of a stream, on Redis and Postgres: there is no redis-server", () => undefined)
