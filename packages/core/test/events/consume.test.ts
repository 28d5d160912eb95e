import * as SqlClient from "@effect/sql/SqlClient"
import { assert, layer } from "@effect/vitest"
import { Clock, Deferred, Effect, Fiber, Layer, Schema } from "effect"
import type { Consumer } from "../../src/events/Consumer.js"
import { consume } from "../../src/events/consume.js"
import { consumerLoop } from "../../src/events/consumerLoop.js"
import { EventStream } from "../../src/events/EventStream.js"
import * as EventTail from "../../src/events/EventTail.js"
import { committed, Notifier } from "../../src/events/Notifier.js"
import { outboxCommand } from "../../src/events/outboxCommand.js"
import { allPartitions } from "../../src/events/Partition.js"
import { relayLoop } from "../../src/events/relayLoop.js"
import type { StreamEvent } from "../../src/events/StreamEvent.js"
import { uuidv7 } from "../../src/Ids.js"
import { ConsumerFenced } from "../../src/internal/events/ConsumerPositions.js"
import { listDeadLetters } from "../../src/internal/events/DeadLetters.js"
import type { Assignment } from "../../src/internal/events/PartitionAssignment.js"
import { replayDeadLetters } from "../../src/internal/events/replayDeadLetters.js"
import { withBrand } from "../../src/postgres/BrandTransaction.js"
import * as HeartbeatProvider from "../../src/worker/HeartbeatProvider.js"
import * as LeaseSql from "../../src/worker/LeaseSql.js"
import * as Worker from "../../src/worker/Worker.js"
import { aurora, borealis } from "./brands.js"
import { Publisher, postgres, write } from "./Publisher.js"
import { eventOf } from "./Stream.js"

class Refused extends Schema.TaggedError<Refused>()("Refused", { message: Schema.String }) {}

let named = 0

/** A consumer of its own name that writes a row for each event; `refuses` names those it cannot take. */
const recording = (refuses: (event: StreamEvent) => boolean = () => false) => {
  const consumer = `recorder-${++named}`
  return {
    consumer,
    domain: "stream",
    limit: 50,
    retryAfter: "1 millis",
    apply: (events) =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        for (const event of events) {
          yield* sql`INSERT INTO croupier_stream.effect (brand_id, consumer, key, key_version)
            VALUES (${event.brand}, ${consumer}, ${event.key}, ${event.keyVersion})`
          if (refuses(event)) return yield* new Refused({ message: `cannot take ${event.keyVersion}` })
        }
      })
  } satisfies Consumer<unknown, SqlClient.SqlClient>
}

/** Until nothing is left. */
const consumeAll = <E, R>(consumer: Consumer<E, R>, share?: Assignment) =>
  Effect.iterate(true, { while: (more) => more, body: () => consume(consumer, share) })

/** What the consumer did to these keys, in order. */
const effects = (consumer: string, keys: ReadonlyArray<string>) =>
  withBrand([aurora, borealis])(
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const rows = yield* sql<{ key: string; version: bigint }>`
        SELECT key, key_version AS version FROM croupier_stream.effect WHERE consumer = ${consumer} ORDER BY place`
      return keys.map((key) => rows.filter((row) => row.key === key).map(({ version }) => Number(version)))
    })
  )

const keysOf = (count: number) => Array.from({ length: count }, () => uuidv7(Date.now()))

const deadLettersOf = (consumer: string) =>
  Effect.map(listDeadLetters([aurora, borealis]), (letters) => letters.filter((letter) => letter.consumer === consumer))

/** Whether a session of this database waits for another's lock. */
const waitingForLock = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.map(
    sql`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    (rows) => rows.length > 0
  )
)

layer(postgres)("consuming", (it) => {
  it.effect("every event takes effect once and in order of its key, over many batches", () =>
    Effect.gen(function* () {
      const publish = yield* Publisher
      const keys = keysOf(8)
      for (let version = 1; version <= 20; version++) yield* publish(keys.map((key) => eventOf(aurora, key, version)))
      const consumer = recording()
      yield* consumeAll(consumer)
      yield* consumeAll(consumer)
      const all = Array.from({ length: 20 }, (_, index) => index + 1)
      assert.deepStrictEqual(
        yield* effects(consumer.consumer, keys),
        keys.map(() => all)
      )
    })
  )

  it.effect("two of one consumer side by side, without a lease, do not take an event twice", () =>
    Effect.gen(function* () {
      const publish = yield* Publisher
      const keys = keysOf(6)
      for (let version = 1; version <= 20; version++) yield* publish(keys.map((key) => eventOf(borealis, key, version)))
      const consumer = { ...recording(), limit: 7 }
      const replica = consumeAll(consumer).pipe(Effect.retry({ while: (error) => error._tag === "ConsumerFenced" }))
      yield* Effect.all([replica, replica, replica], { concurrency: 3 })
      const all = Array.from({ length: 20 }, (_, index) => index + 1)
      assert.deepStrictEqual(
        yield* effects(consumer.consumer, keys),
        keys.map(() => all)
      )
    })
  )

  it.effect("a consumer that froze past its lease, between reading and committing, changes nothing when it thaws", () =>
    Effect.gen(function* () {
      const publish = yield* Publisher
      const stream = yield* EventStream
      const [key = ""] = keysOf(1)
      const consumer = recording()
      yield* consumeAll(consumer)
      yield* publish([eventOf(aurora, key, 1)])
      const frozen = yield* Deferred.make<void>()
      const thaw = yield* Deferred.make<void>()
      const freezing: typeof stream = {
        ...stream,
        read: (...given) =>
          stream
            .read(...given)
            .pipe(Effect.zipLeft(Deferred.succeed(frozen, undefined)), Effect.zipLeft(Deferred.await(thaw)))
      }
      const running = yield* consume(consumer).pipe(
        Effect.provideService(EventStream, freezing),
        Effect.flip,
        Effect.fork
      )
      yield* Deferred.await(frozen)
      const later = Effect.succeed(new Map(allPartitions.map((partition) => [partition, 2n])))
      yield* consumeAll({ ...consumer, apply: () => Effect.void }, later)
      yield* Deferred.succeed(thaw, undefined)
      const fenced = new ConsumerFenced({ consumer: consumer.consumer, domain: "stream" })
      assert.deepStrictEqual(yield* Fiber.join(running), fenced)
      assert.deepStrictEqual(yield* Effect.flip(consume(consumer)), fenced)
      assert.deepStrictEqual(yield* effects(consumer.consumer, [key]), [[]])
    })
  )

  it.effect("without a partition nothing is taken", () =>
    Effect.gen(function* () {
      assert.isFalse(yield* consume(recording(), Effect.succeed(new Map())))
    })
  )

  it.effect(
    "an event that always fails is parked with its reason, its key's later ones behind it, and no other key waits",
    () =>
      Effect.gen(function* () {
        const publish = yield* Publisher
        const keys = keysOf(5)
        const [poisoned = "", ...healthy] = keys
        let tries = 0
        let cured = false
        const consumer = recording(({ key, keyVersion }) => {
          if (cured || key !== poisoned || keyVersion !== 3n) return false
          tries++
          return true
        })
        for (let version = 1; version <= 5; version++) yield* publish(keys.map((key) => eventOf(aurora, key, version)))
        yield* consumeAll(consumer)
        yield* publish(keys.map((key) => eventOf(aurora, key, 6)))
        yield* consumeAll(consumer)

        const six = [1, 2, 3, 4, 5, 6]
        assert.deepStrictEqual(yield* effects(consumer.consumer, keys), [[1, 2], ...healthy.map(() => six)])
        const letters = yield* deadLettersOf(consumer.consumer)
        assert.deepStrictEqual(
          letters.map(({ event, reason }) => [event.key, Number(event.keyVersion), reason]),
          [
            [poisoned, 3, "Refused: cannot take 3"],
            ...[4, 5, 6].map((version) => [poisoned, version, "an earlier event of its key is parked"])
          ]
        )
        // The halving asks for it a few times more, each time in a smaller batch.
        assert.isAtLeast(tries, 5)
        assert.isAtMost(tries, 5 + 8)

        const failed = yield* Effect.flip(replayDeadLetters(consumer, aurora, poisoned))
        assert.strictEqual(failed._tag === "ReplayFailed" ? failed.reason : failed._tag, "Refused: cannot take 3")
        assert.strictEqual((yield* deadLettersOf(consumer.consumer)).length, 4)
        cured = true
        assert.strictEqual(yield* replayDeadLetters(consumer, aurora, poisoned), 4)
        yield* publish([eventOf(aurora, poisoned, 7)])
        yield* consumeAll(consumer)
        assert.deepStrictEqual(yield* effects(consumer.consumer, [poisoned]), [[...six, 7]])
        assert.deepStrictEqual(yield* deadLettersOf(consumer.consumer), [])
      }).pipe(Effect.withClock(Clock.make()))
  )

  it.effect("the consumer itself replays dead letters: once it can, and not without end before that", () =>
    Effect.gen(function* () {
      const publish = yield* Publisher
      const [key = ""] = keysOf(1)
      let cured = false
      const consumer = { ...recording((event) => !cured && event.key === key), tries: 1 }
      yield* publish([eventOf(borealis, key, 1)])
      yield* consumeAll(consumer)
      const wanted = ["replay", "borealis", consumer.consumer, "stream", key]
      assert.match(
        yield* outboxCommand(["list"]),
        new RegExp(`borealis  ${consumer.consumer}  stream  ${key}  Happened 1`)
      )
      assert.match(yield* outboxCommand(wanted), /will replay 1 dead letters/)
      yield* consume(consumer)
      cured = true
      yield* consume(consumer)
      assert.deepStrictEqual(yield* effects(consumer.consumer, [key]), [[]])
      yield* outboxCommand(wanted)
      yield* consume(consumer)
      assert.deepStrictEqual(yield* effects(consumer.consumer, [key]), [[1]])
      assert.deepStrictEqual(yield* deadLettersOf(consumer.consumer), [])
      assert.match((yield* Effect.flip(outboxCommand(wanted))).message, /has no dead letters/)
      assert.match((yield* Effect.flip(outboxCommand(["rebase", "nowhere"]))).message, /has no outbox/)
      assert.match((yield* Effect.flip(outboxCommand([]))).message, /outbox rebase <domain>/)
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.effect("a replay concurrent with the consumer lets no later event of the key overtake", () =>
    Effect.gen(function* () {
      const publish = yield* Publisher
      const [key = ""] = keysOf(1)
      let cured = false
      const consumer = { ...recording((event) => !cured && event.key === key && event.keyVersion === 1n), tries: 1 }
      yield* publish([eventOf(borealis, key, 1)])
      yield* consumeAll(consumer)
      cured = true
      const begun = yield* Deferred.make<void>()
      const go = yield* Deferred.make<void>()
      const slow: Consumer<unknown, SqlClient.SqlClient> = {
        ...consumer,
        apply: (events) =>
          Deferred.succeed(begun, undefined).pipe(
            Effect.zipRight(Deferred.await(go)),
            Effect.zipRight(consumer.apply(events))
          )
      }
      const replaying = yield* Effect.fork(replayDeadLetters(slow, borealis, key))
      yield* Deferred.await(begun)
      yield* publish([eventOf(borealis, key, 2)])
      const consuming = yield* Effect.fork(consumeAll(consumer))
      yield* Effect.repeat(waitingForLock, { until: (waiting) => waiting })
      yield* Deferred.succeed(go, undefined)
      assert.strictEqual(yield* Fiber.join(replaying), 1)
      yield* Fiber.join(consuming)
      assert.deepStrictEqual(yield* effects(consumer.consumer, [key]), [[1, 2]])
      assert.deepStrictEqual(yield* deadLettersOf(consumer.consumer), [])
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.effect("an unavailable database parks nothing", () =>
    Effect.gen(function* () {
      const publish = yield* Publisher
      const keys = keysOf(3)
      const consumer = recording()
      yield* consumeAll(consumer)
      yield* publish(keys.map((key) => eventOf(aurora, key, 1)))
      const sql = yield* SqlClient.SqlClient
      const away = { ...consumer, apply: () => sql`DO $$ BEGIN RAISE 'gone' USING ERRCODE = '57P01'; END $$` }
      const error = yield* Effect.flip(consume({ ...away, apply: () => Effect.asVoid(away.apply()) }))
      assert.strictEqual(error._tag, "SqlError")
      assert.deepStrictEqual(yield* deadLettersOf(consumer.consumer), [])
      yield* consumeAll(consumer)
      assert.deepStrictEqual(yield* effects(consumer.consumer, keys), [[1], [1], [1]])
    })
  )

  it.effect("an app of one process, with its relay and a consumer running, takes what is committed by itself", () =>
    Effect.gen(function* () {
      const { wake } = yield* Notifier
      const keys = keysOf(4)
      const taken = yield* Deferred.make<void>()
      let seen = 0
      const recorder = recording()
      const consumer: Consumer<unknown, SqlClient.SqlClient> = {
        ...recorder,
        commitWithoutWaiting: true,
        apply: (events) =>
          Effect.tap(recorder.apply(events), () => {
            seen += events.filter(({ key }) => keys.includes(key)).length
            return seen === 12 ? Deferred.succeed(taken, undefined) : Effect.void
          })
      }
      const loops = Effect.all([relayLoop({ domain: "stream" }), consumerLoop(consumer)])
      const worker = Layer.unwrapScoped(Effect.map(loops, (loops) => Worker.layer({ name: "events", loops }))).pipe(
        Layer.provide([EventTail.layerNone, HeartbeatProvider.layerMemory, LeaseSql.layerSql])
      )
      yield* Effect.gen(function* () {
        yield* Layer.build(worker)
        for (let version = 1; version <= 3; version++) {
          yield* write(keys.map((key) => eventOf(aurora, key, version)))
          if (version > 1) yield* wake(committed("stream"))
        }
        yield* Deferred.await(taken)
      }).pipe(Effect.scoped)
      assert.deepStrictEqual(
        yield* effects(consumer.consumer, keys),
        keys.map(() => [1, 2, 3])
      )
    }).pipe(Effect.withClock(Clock.make()))
  )
})
