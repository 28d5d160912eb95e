import * as SqlClient from "@effect/sql/SqlClient"
import { assert, describe, layer } from "@effect/vitest"
import { Clock, Effect, Either, Metric, type Types } from "effect"
import { EventStream } from "../../src/events/EventStream.js"
import { allPartitions, partitionOf } from "../../src/events/Partition.js"
import { at, type Positions, samePlaces } from "../../src/events/Position.js"
import { relayRound, tick } from "../../src/events/Relay.js"
import { rebase } from "../../src/events/rebase.js"
import type { DomainEvent, StreamEvent } from "../../src/events/StreamEvent.js"
import { uuidv7 } from "../../src/Ids.js"
import { streamReads, tailMissing } from "../../src/internal/events/TailMetrics.js"
import { tailKey } from "../../src/internal/events/tailKey.js"
import { type Command, pipelined } from "../../src/internal/redis/pipelined.js"
import { Redis } from "../../src/redis/Redis.js"
import { hasRedis, TestRedis } from "../../src/testing/TestRedis.js"
import { aurora } from "./brands.js"
import { Publisher, redis, write } from "./Publisher.js"
import { eventOf } from "./Stream.js"

/** From a position to the end. */
const drain = (from: Positions) =>
  Effect.gen(function* () {
    const stream = yield* EventStream
    const events: Array<StreamEvent> = []
    for (let position = from; ; ) {
      const batch = yield* stream.read("stream", position, 50)
      events.push(...batch.events)
      if (samePlaces(position, batch.to)) return { events, to: position }
      position = batch.to
    }
  })

const end = Effect.gen(function* () {
  const oldest = yield* (yield* EventStream).oldest("stream")
  return (yield* drain(at(allPartitions, oldest))).to
})

const keys = Array.from({ length: 20 }, () => uuidv7(Date.now()))
let version = 0

/** A batch with an event of each key. */
const publish = Effect.gen(function* () {
  version++
  const events = keys.map((key) => eventOf(aurora, key, version))
  yield* (yield* Publisher)(events)
  return events
})

/** An event of 20 kB. */
const large = (key: string): DomainEvent => ({
  ...eventOf(aurora, key, ++version),
  payload: { text: "x".repeat(20_000) }
})

const ids = (events: ReadonlyArray<{ readonly id: string }>) => new Set(events.map(({ id }) => id))

/** A read of a whole batch, and whether it came from the tail. */
const readOnce = (from: Positions) =>
  Effect.gen(function* () {
    const count = Effect.map(Metric.value(streamReads("tail")), ({ count }) => count)
    const before = yield* count
    const batch = yield* (yield* EventStream).read("stream", from, 1000)
    return { ...batch, fromTail: (yield* count) > before }
  })

/**
 * Publishes and reads on until the tail serves again, as it does some time after Redis is back. Every event is read once; a
 * read may come while the relay is still writing, and then has only a part of them.
 */
const servedAgain = (start: Positions) =>
  Effect.gen(function* () {
    let from = start
    for (let tries = 0; tries < 300; tries++) {
      const events = yield* publish
      const batch = yield* readOnce(from)
      const rest = yield* drain(batch.to)
      const read = [...batch.events, ...rest.events]
      assert.strictEqual(read.length, events.length)
      assert.deepStrictEqual(ids(read), ids(events))
      if (batch.fromTail) return
      from = rest.to
      yield* Effect.sleep("100 millis")
    }
    return assert.fail("the tail has not served again")
  })

const untilTail = Effect.flatMap(end, servedAgain)

/** Relays until that is refused: the relay finds out when it next writes to Redis, which is after a pause. */
const untilStopped = Effect.gen(function* () {
  for (let tries = 0; tries < 300; tries++) {
    yield* write([eventOf(aurora, keys[0] ?? "", ++version)])
    const round = yield* Effect.either(relayRound("stream", 1n))
    if (Either.isLeft(round) && round.left._tag === "RebaseNeeded") return round.left
    yield* Effect.sleep("100 millis")
  }
  return assert.fail("the relay has not stopped")
})

const command = (...given: Types.Mutable<Command>) =>
  Effect.flatMap(Redis, ({ ask }) => ask((client) => pipelined(client, [given])))

const streamKey = (partition: number) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const [row] = yield* sql<{ stream: string }>`SELECT stream FROM croupier_stream.relay`
    return tailKey("stream", partition, row?.stream ?? "")
  })

const suite = hasRedis ? describe : describe.skip

suite("the tail in Redis", () => {
  layer(redis)((it) => {
    it.effect("serves what has just been published", () => untilTail.pipe(Effect.withClock(Clock.make())))

    it.effect("a reader positioned among the events of an entry gets the rest of them", () =>
      Effect.gen(function* () {
        yield* untilTail
        const from = yield* end
        const events = yield* publish
        const stream = yield* EventStream
        const first = yield* stream.read("stream", from, 7)
        const rest = yield* drain(first.to)
        assert.strictEqual(first.events.length, 7)
        assert.deepStrictEqual(ids([...first.events, ...rest.events]), ids(events))
        assert.strictEqual(rest.events.length, events.length - 7)
      }).pipe(Effect.withClock(Clock.make()))
    )

    it.effect("flushed or trimmed, under a reader who is behind: nothing is lost, and it serves again by itself", () =>
      Effect.gen(function* () {
        for (const loss of [
          command("FLUSHALL"),
          Effect.flatMap(streamKey(3), (key) => command("XTRIM", key, "MAXLEN", 1))
        ]) {
          yield* untilTail
          const from = yield* end
          const before = yield* publish
          yield* loss
          const after = [...(yield* publish), ...(yield* publish)]
          const { events } = yield* drain(from)
          assert.strictEqual(events.length, before.length + after.length)
          assert.deepStrictEqual(ids(events), ids([...before, ...after]))
        }
        yield* untilTail
      }).pipe(Effect.withClock(Clock.make()))
    )

    it.effect("full: the relay and the readers continue without it", () =>
      Effect.gen(function* () {
        yield* untilTail
        yield* command("CONFIG", "SET", "maxmemory", 1)
        const from = yield* end
        const events = [...(yield* publish), ...(yield* publish)]
        assert.deepStrictEqual(ids((yield* drain(from)).events), ids(events))
        yield* command("CONFIG", "SET", "maxmemory", 0)
        yield* untilTail
      }).pipe(Effect.withClock(Clock.make()))
    )

    it.effect("a partition holds one MiB at most, however large its events are", () =>
      Effect.gen(function* () {
        yield* untilTail
        const [key = ""] = keys
        for (let batch = 0; batch < 40; batch++) {
          yield* (yield* Publisher)([large(key), large(key), large(key)])
        }
        const [bytes] = yield* Effect.flatMap(streamKey(partitionOf(key)), (stream) =>
          command("MEMORY", "USAGE", stream)
        )
        assert.isAbove(Number(bytes), 500_000)
        assert.isBelow(Number(bytes), 1_400_000)
        yield* untilTail
      }).pipe(Effect.withClock(Clock.make()))
    )

    it.effect("full of its own entries, next to other data: it makes room and serves again by itself", () =>
      Effect.gen(function* () {
        yield* untilTail
        yield* command("CONFIG", "SET", "maxmemory", "8mb")
        const from = yield* end
        const events: Array<DomainEvent> = []
        for (let batch = 0; batch < 20; batch++) {
          const more = keys.map((key) => large(key))
          yield* (yield* Publisher)(more)
          events.push(...more)
        }
        // Other data takes what is left, to the last byte.
        for (const size of [100_000, 10_000, 1000]) {
          const fill = Effect.suspend(() => command("SET", `other:${uuidv7(Date.now())}`, "x".repeat(size)))
          yield* Effect.flip(Effect.forever(fill))
        }
        assert.deepStrictEqual(ids((yield* drain(from)).events), ids(events))
        yield* untilTail
        yield* command("CONFIG", "SET", "maxmemory", 0)
        yield* command("FLUSHALL")
        yield* untilTail
      }).pipe(Effect.withClock(Clock.make()))
    )

    it.effect("full of other data: it serves again once that is removed", () =>
      Effect.gen(function* () {
        yield* untilTail
        yield* command("FLUSHALL")
        yield* command("CONFIG", "SET", "maxmemory", "3mb")
        const fill = Effect.suspend(() => command("SET", `other:${uuidv7(Date.now())}`, "x".repeat(10_000)))
        yield* Effect.flip(Effect.forever(fill))
        const from = yield* end
        const events = [...(yield* publish), ...(yield* publish)]
        assert.deepStrictEqual(ids((yield* drain(from)).events), ids(events))
        yield* command("FLUSHALL")
        yield* command("CONFIG", "SET", "maxmemory", 0)
        yield* untilTail
      }).pipe(Effect.withClock(Clock.make()))
    )

    it.effect("after a rebase a reader that keeps up turns to the new stream", () =>
      Effect.gen(function* () {
        yield* untilTail
        const from = yield* end
        yield* rebase("stream")
        // Nothing is read from before the rebase, which would show it to the reader.
        yield* servedAgain(from)
      }).pipe(Effect.withClock(Clock.make()))
    )

    it.effect("how long it has served nothing while events came is a figure, and zero when it serves", () =>
      Effect.gen(function* () {
        const server = yield* TestRedis
        const missing = Effect.map(Metric.value(tailMissing("stream")), ({ value }) => value)
        yield* untilTail
        assert.strictEqual(yield* missing, 0)
        yield* server.kill
        const missed = Effect.gen(function* () {
          const from = yield* end
          yield* publish
          yield* drain(from)
          return yield* missing
        })
        yield* Effect.repeat(Effect.delay(missed, "100 millis"), { until: (seconds) => seconds >= 2 })
        yield* server.start
        yield* untilTail
        assert.strictEqual(yield* missing, 0)
      }).pipe(Effect.withClock(Clock.make()))
    )

    it.effect("what it no longer holds comes from the outbox, although it holds what came later", () =>
      Effect.gen(function* () {
        yield* untilTail
        const from = yield* end
        const before = yield* publish
        yield* Effect.forEach(allPartitions, (partition) =>
          Effect.flatMap(streamKey(partition), (key) => command("XTRIM", key, "MAXLEN", 0))
        )
        const after = yield* publish
        const { events } = yield* drain(from)
        assert.deepStrictEqual(ids(events), ids([...before, ...after]))
      }).pipe(Effect.withClock(Clock.make()))
    )

    it.effect("batches that the relay did not put into it are a gap for a reader before them", () =>
      Effect.gen(function* () {
        yield* untilTail
        const from = yield* end
        const events: Array<DomainEvent> = []
        for (let batch = 0; batch < 25; batch++) {
          const more = keys.map((key) => eventOf(aurora, key, ++version))
          yield* write(more)
          // The relay makes a batch and cannot offer it.
          yield* tick("stream", 1n)
          events.push(...more)
        }
        events.push(...(yield* publish))
        assert.deepStrictEqual(ids((yield* drain(from)).events), ids(events))
      }).pipe(Effect.withClock(Clock.make()))
    )

    it.effect("killed and empty when it comes back: the same", () =>
      Effect.gen(function* () {
        const server = yield* TestRedis
        yield* untilTail
        const from = yield* end
        yield* server.kill
        const events = [...(yield* publish), ...(yield* publish)]
        assert.deepStrictEqual(ids((yield* drain(from)).events), ids(events))
        yield* server.start
        yield* untilTail
      }).pipe(Effect.withClock(Clock.make()))
    )

    it.effect("restored to what it held long ago: nothing comes twice", () =>
      Effect.gen(function* () {
        const server = yield* TestRedis
        yield* untilTail
        yield* command("SAVE")
        const from = yield* end
        const events = [...(yield* publish), ...(yield* publish)]
        yield* server.kill
        yield* server.start
        assert.deepStrictEqual(ids((yield* drain(from)).events), ids(events))
        yield* untilTail
      }).pipe(Effect.withClock(Clock.make()))
    )

    it.effect("newer than a restored database: no reader uses it, and the relay stops until a rebase", () =>
      Effect.gen(function* () {
        yield* untilTail
        const from = yield* end
        const next = (from.get(0)?.tick ?? 0n) + 5n
        // What a database that is lost had published: batches that this one has not made.
        yield* Effect.forEach(allPartitions, (partition) =>
          Effect.flatMap(streamKey(partition), (key) =>
            command(
              "XADD",
              key,
              `${next + 1n}-0`,
              "prev",
              "1-0",
              "from",
              0,
              "tick",
              String(next),
              "mark",
              "1",
              "events",
              "[]"
            )
          )
        )
        assert.isFalse((yield* readOnce(from)).fromTail)
        const error = yield* untilStopped
        assert.match(error.message, /Redis hold a batch \d+ that this database has not made/)
        assert.strictEqual(yield* rebase("stream"), 1)
        yield* relayRound("stream", 1n)
        yield* untilTail
        const { events } = yield* drain(from)
        assert.strictEqual(ids(events).size, events.length)
        assert.strictEqual(events.filter(({ key }) => key === keys[0]).at(-1)?.keyVersion, BigInt(version))
      }).pipe(Effect.withClock(Clock.make()))
    )
  })
})
