import * as SqlClient from "@effect/sql/SqlClient"
import { assert, layer } from "@effect/vitest"
import { Clock, Effect, Exit, Layer, Scope } from "effect"
import type { Consumer } from "../../src/events/Consumer.js"
import { consumerLoop } from "../../src/events/consumerLoop.js"
import { committed, Notifier } from "../../src/events/Notifier.js"
import { outboxAge, relayLoop } from "../../src/events/relayLoop.js"
import { uuidv7 } from "../../src/Ids.js"
import { withBrand } from "../../src/postgres/BrandTransaction.js"
import * as LeaseSql from "../../src/worker/LeaseSql.js"
import type { Loop } from "../../src/worker/Loop.js"
import { aurora, borealis } from "./brands.js"
import { postgres, write } from "./Publisher.js"
import { eventOf } from "./Stream.js"

/** Asks every 50 ms until it is true; the deadline is for a machine that is busy with other things. */
const until = <E, R>(condition: Effect.Effect<boolean, E, R>) =>
  Effect.repeat(Effect.delay(condition, "50 millis"), { until: (holds) => holds }).pipe(Effect.timeout("60 seconds"))

/** Repeats a loop's tick as a worker does, until its scope closes, or it is `killed` without notice to the store. */
const start = <E, R>(loop: Effect.Effect<Loop, E, R>) =>
  Effect.gen(function* () {
    const scope = yield* Scope.make()
    const { tick } = yield* Scope.extend(loop, scope)
    const fiber = yield* Effect.forkIn(
      Effect.forever(Effect.zipRight(Effect.retry(tick, { times: 1000 }), Effect.sleep(1))),
      yield* Effect.scope
    )
    return {
      stop: Effect.zipRight(fiber.interruptAsFork(fiber.id()), Scope.close(scope, Exit.void)),
      kill: fiber.interruptAsFork(fiber.id())
    }
  })

const lease = "1 second"

const partitionsOf = (consumer: string, holder: string) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const rows = yield* sql<{ partition: number }>`
      SELECT partition FROM croupier_core.consumer_partition
      WHERE consumer = ${consumer} AND holder = ${holder} AND expires_at > croupier_core.now()`
    return rows.length
  })

/** Counts what it takes. */
const recording = (consumer: string): Consumer<unknown, SqlClient.SqlClient> => ({
  consumer,
  domain: "stream",
  apply: (events) =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      for (const event of events) {
        yield* sql`INSERT INTO croupier_stream.effect (brand_id, consumer, key, key_version)
          VALUES (${event.brand}, ${consumer}, ${event.key}, ${event.keyVersion})`
      }
    })
})

const effects = (consumer: string, key: string) =>
  withBrand([aurora, borealis])(
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const rows = yield* sql<{ version: bigint }>`
        SELECT key_version AS version FROM croupier_stream.effect WHERE consumer = ${consumer} AND key = ${key} ORDER BY place`
      return rows.map(({ version }) => Number(version))
    })
  )

const services = LeaseSql.layerSql.pipe(Layer.provideMerge(postgres))

layer(services)("loops around events", (it) => {
  it.scoped("of two relays one makes the batches; the other continues when it stops, and when it dies", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const { wake } = yield* Notifier
      const published = (version: number) =>
        Effect.gen(function* () {
          yield* write([eventOf(aurora, uuidv7(Date.now()), version)])
          yield* wake(committed("stream"))
          yield* until(Effect.map(outboxAge("stream"), (age) => age === 0))
        })
      const epoch = Effect.map(
        sql<{ epoch: bigint }>`SELECT epoch FROM croupier_stream.relay`,
        ([row]) => row?.epoch ?? 0n
      )
      const first = yield* start(relayLoop({ domain: "stream", lease }))
      yield* published(1)
      const before = yield* epoch
      const second = yield* start(relayLoop({ domain: "stream", lease }))
      yield* published(2)
      yield* first.stop
      yield* published(3)
      assert.isTrue((yield* epoch) > before)
      yield* start(relayLoop({ domain: "stream", lease }))
      yield* second.kill
      yield* published(4)
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.scoped("an event that waits for its batch has an age", () =>
    Effect.gen(function* () {
      yield* write([{ ...eventOf(aurora, uuidv7(Date.now()), 1), occurredAt: new Date(Date.now() - 90_000) }])
      assert.isAtLeast(yield* outboxAge("stream"), 90)
      const relaying = yield* start(relayLoop({ domain: "stream", lease }))
      yield* until(Effect.map(outboxAge("stream"), (age) => age === 0))
      yield* relaying.stop
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.scoped("replicas divide the partitions, take over those of a dead one, and every event takes effect once", () =>
    Effect.gen(function* () {
      yield* start(relayLoop({ domain: "stream", lease }))
      const keys = Array.from({ length: 40 }, () => uuidv7(Date.now()))
      const publish = (version: number) => write(keys.map((key) => eventOf(borealis, key, version)))
      const consumer = recording("replicas")
      const held = (holder: string, count: number) =>
        until(Effect.map(partitionsOf("replicas", holder), (found) => found === count))
      const replica = (holder: string) => start(consumerLoop(consumer, { holder, lease }))
      const one = yield* replica("one")
      yield* held("one", 16)
      yield* publish(1)
      yield* replica("two")
      yield* publish(2)
      yield* held("one", 8)
      yield* held("two", 8)
      yield* publish(3)
      yield* one.kill
      yield* publish(4)
      yield* held("two", 16)
      const three = yield* replica("three")
      yield* held("three", 8)
      yield* publish(5)
      yield* three.stop
      yield* publish(6)
      yield* held("two", 16)
      for (const key of keys) {
        yield* until(Effect.map(effects("replicas", key), (taken) => taken.length >= 6))
        assert.deepStrictEqual(yield* effects("replicas", key), [1, 2, 3, 4, 5, 6])
      }
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.scoped("an app without Redis: what is committed takes effect soon after", () =>
    Effect.gen(function* () {
      const { wake } = yield* Notifier
      yield* start(relayLoop({ domain: "stream", lease }))
      yield* start(consumerLoop(recording("soon"), { lease }))
      const delays: Array<number> = []
      for (let version = 1; version <= 20; version++) {
        const key = uuidv7(Date.now())
        yield* write([eventOf(aurora, key, version)])
        const since = performance.now()
        yield* wake(committed("stream"))
        yield* Effect.repeat(Effect.delay(effects("soon", key), 2), { until: (taken) => taken.length > 0 })
        delays.push(performance.now() - since)
      }
      const median = delays.sort((one, other) => one - other)[10] ?? 0
      assert.isBelow(median, 1000)
    }).pipe(Effect.withClock(Clock.make()))
  )
})
