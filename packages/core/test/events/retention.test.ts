import * as SqlClient from "@effect/sql/SqlClient"
import { assert, layer } from "@effect/vitest"
import { Clock, Deferred, Effect, Exit, Fiber, Option, Scope } from "effect"
import { consume, rounds } from "../../src/events/consume.js"
import { consumerLoop } from "../../src/events/consumerLoop.js"
import { EventStream } from "../../src/events/EventStream.js"
import { outboxCommand } from "../../src/events/outboxCommand.js"
import { allPartitions } from "../../src/events/Partition.js"
import { tick } from "../../src/events/Relay.js"
import { rebase } from "../../src/events/rebase.js"
import { outboxAge } from "../../src/events/relayLoop.js"
import { maintainOutbox } from "../../src/internal/events/maintainOutbox.js"
import { alone } from "../../src/internal/events/PartitionAssignment.js"
import { PostgresPool } from "../../src/postgres/Postgres.js"
import { aurora } from "./brands.js"
import { postgres, write } from "./Publisher.js"
import { consumeAll, effects, keysOf, recorder } from "./Recorder.js"
import { asOwner, restoreDump } from "./restoreDump.js"
import { eventOf } from "./Stream.js"

const age = asOwner("UPDATE croupier_stream.tick SET at = at - interval '9 days'")

const ticks = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.map(sql<{ found: bigint }>`SELECT count(*) AS found FROM croupier_stream.tick`, ([row]) => row?.found ?? 0n)
)

const publish = (key: string, version: number) =>
  Effect.zipRight(write([eventOf(aurora, key, version)]), tick("stream", 1n))

/** One statement removes exactly the maximum. */
const purged = (purge: "purge_astray" | "purge_ticks", atMost: number) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql.unsafe<{ gone: bigint }>(`SELECT croupier_stream.${purge}(now() - interval '7 days', ${atMost}) AS gone`),
      ([row]) => Number(row?.gone)
    )
  )

layer(postgres)("what is kept of an outbox", (it) => {
  it.effect("old ticks and events that no day took go in bounded statements, all of them by one run", () =>
    Effect.gen(function* () {
      const [key = ""] = keysOf(1)
      yield* publish(key, 1)
      yield* asOwner(`
        INSERT INTO croupier_stream.tick (number, previous, snapshot, seq_from, seq_to)
        SELECT r.tick + n, t.previous, t.snapshot, 1, 0
        FROM croupier_stream.relay AS r JOIN croupier_stream.tick AS t ON t.number = r.tick, generate_series(1, 25000) AS n;
        UPDATE croupier_stream.relay SET tick = tick + 25000`)
      yield* age
      assert.strictEqual(yield* purged("purge_ticks", 1000), 1000)
      yield* write(
        Array.from({ length: 50 }, (_, index) => ({
          ...eventOf(aurora, key, index + 2),
          occurredAt: new Date(Date.now() - 400 * 86_400_000)
        }))
      )
      yield* tick("stream", 1n)
      assert.strictEqual(yield* purged("purge_astray", 20), 20)
      const { astray } = yield* maintainOutbox("stream")
      assert.strictEqual(astray, 0)
      // The newest, and the one before it, which was made just now.
      assert.isAtMost(Number(yield* ticks), 2)
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.effect("a consumer that begins while old ticks go finds the one it begins with", () =>
    Effect.gen(function* () {
      const stream = yield* EventStream
      const keys = keysOf(3)
      for (const key of keys) yield* publish(key, 1)
      yield* age
      const asked = yield* Deferred.make<void>()
      const go = yield* Deferred.make<void>()
      const slow: typeof stream = {
        ...stream,
        oldest: (domain) =>
          stream
            .oldest(domain)
            .pipe(Effect.zipLeft(Deferred.succeed(asked, undefined)), Effect.zipLeft(Deferred.await(go)))
      }
      const consumer = recorder(() => Effect.void)
      const beginning = yield* consume(consumer).pipe(Effect.provideService(EventStream, slow), Effect.fork)
      yield* Deferred.await(asked)
      const maintaining = yield* Effect.fork(maintainOutbox("stream"))
      const sql = yield* SqlClient.SqlClient
      const isWaiting = sql`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
      yield* Effect.repeat(
        Effect.zipWith(isWaiting, Fiber.poll(maintaining), (rows, exit) => rows.length > 0 || Option.isSome(exit)),
        { until: (holds) => holds }
      )
      yield* Deferred.succeed(go, undefined)
      yield* Fiber.join(beginning)
      yield* Fiber.join(maintaining)
      yield* consumeAll(consumer)
      assert.deepStrictEqual(yield* effects(consumer.consumer, keys), [[1], [1], [1]])
      yield* outboxCommand(["retire", consumer.consumer, "stream"])
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.effect("a replica that begins later finds the events of its partitions, however far the others have got", () =>
    Effect.gen(function* () {
      const keys = keysOf(32)
      yield* write(keys.map((key) => eventOf(aurora, key, 1)))
      yield* tick("stream", 1n)
      const consumer = recorder(() => Effect.void)
      const shareOf = (isMine: (partition: number) => boolean) =>
        Effect.succeed(new Map(allPartitions.filter(isMine).map((partition) => [partition, 1n])))
      yield* consumeAll(
        consumer,
        shareOf((partition) => partition < 8)
      )
      yield* publish(keys[0] ?? "", 2)
      yield* age
      yield* maintainOutbox("stream")
      yield* consumeAll(
        consumer,
        shareOf((partition) => partition >= 8)
      )
      const missing = (yield* effects(consumer.consumer, keys)).filter((versions) => versions[0] !== 1)
      assert.deepStrictEqual(missing, [])
      yield* outboxCommand(["retire", consumer.consumer, "stream"])
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.scoped(
    "a consumer that is retired no longer blocks the outbox and takes nothing; one that runs is not retired",
    () =>
      Effect.gen(function* () {
        const [key = "", later = ""] = keysOf(2)
        const consumer = recorder(() => Effect.void)
        const scope = yield* Scope.make()
        const { tick: round } = yield* Scope.extend(consumerLoop(consumer), scope)
        yield* publish(key, 1)
        yield* Effect.repeat(round, {
          until: () => Effect.map(effects(consumer.consumer, [key]), ([one]) => one?.length === 1)
        })
        const words = ["retire", consumer.consumer, "stream"]
        assert.match((yield* Effect.flip(outboxCommand(words))).message, /is running/)
        yield* Scope.close(scope, Exit.void)
        for (let version = 1; version <= 3; version++) yield* publish(later, version)
        yield* age
        yield* maintainOutbox("stream")
        assert.isAbove(Number(yield* ticks), 1)
        const running = rounds(consumer, alone)
        yield* running
        assert.match(yield* outboxCommand(words), /no longer blocks the outbox/)
        yield* publish(later, 4)
        assert.strictEqual((yield* Effect.flip(running))._tag, "ConsumerFenced")
        yield* age
        yield* maintainOutbox("stream")
        assert.strictEqual(yield* ticks, 1n)
        assert.match((yield* Effect.flip(consume(consumer))).message, /was retired at .* a new name/)
        assert.match(
          (yield* Effect.flip(outboxCommand(["retire", "nothing", "stream"]))).message,
          /has no consumer "nothing"/
        )
      }).pipe(Effect.withClock(Clock.make()))
  )

  it.scoped("a single process continues where replicas with leases stopped, and they after it", () =>
    Effect.gen(function* () {
      const [key = ""] = keysOf(1)
      const consumer = recorder(() => Effect.void)
      const isTaken = (count: number) =>
        Effect.map(effects(consumer.consumer, [key]), ([taken = []]) => taken.length === count)
      const leased = (version: number) =>
        Effect.scoped(
          Effect.gen(function* () {
            yield* publish(key, version)
            const { tick: round } = yield* consumerLoop(consumer)
            yield* Effect.repeat(round, { until: () => isTaken(version) })
          })
        )
      yield* leased(1)
      yield* leased(2)
      yield* publish(key, 3)
      yield* consumeAll(consumer)
      yield* publish(key, 4)
      yield* consumeAll(consumer)
      yield* leased(5)
      assert.deepStrictEqual(yield* effects(consumer.consumer, [key]), [[1, 2, 3, 4, 5]])
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.effect(
    "nothing goes between the restore of a dump and the rebase, since old snapshots say nothing about new events",
    () =>
      Effect.gen(function* () {
        const [key = ""] = keysOf(1)
        const consumer = recorder(() => Effect.void)
        yield* publish(key, 1)
        yield* consumeAll(consumer)
        yield* restoreDump(1_000_000)
        const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
        yield* asOwner("SELECT croupier_stream.create_outbox_day((now() AT TIME ZONE 'UTC')::date - 9)")
        yield* write([
          { ...eventOf(aurora, key, 2), occurredAt: daysAgo(9) },
          { ...eventOf(aurora, key, 3), occurredAt: daysAgo(400) }
        ])
        yield* maintainOutbox("stream")
        yield* rebase("stream")
        yield* tick("stream", 1n)
        yield* consumeAll(consumer)
        assert.deepStrictEqual(yield* effects(consumer.consumer, [key]), [[1, 2, 3]])
        yield* maintainOutbox("stream")
        yield* outboxCommand(["retire", consumer.consumer, "stream"])
      }).pipe(Effect.withClock(Clock.make()))
  )

  it.effect("how long an event has waited is read off few rows, also in a restored database with many old ones", () =>
    Effect.gen(function* () {
      const [key = ""] = keysOf(1)
      yield* write(Array.from({ length: 400 }, (_, index) => eventOf(aurora, key, index + 1)))
      yield* tick("stream", 1n)
      yield* restoreDump(1_000_000)
      yield* write([{ ...eventOf(aurora, key, 401), occurredAt: new Date(Date.now() - 90_000) }])
      // Before the rebase nothing is published either: what was written since the restore waits.
      assert.isAtLeast(yield* outboxAge("stream"), 89)
      yield* rebase("stream")
      const pool = yield* PostgresPool
      const client = yield* Effect.promise(() => pool.connect())
      const fetched = `
        SELECT sum(coalesce(idx_tup_fetch, 0) + seq_tup_read) AS rows FROM pg_stat_xact_user_tables
        WHERE schemaname = 'croupier_stream' AND relname LIKE 'outbox%'`
      const read = yield* Effect.promise(async () => {
        await client.query("BEGIN")
        const before = await client.query<{ rows: string }>(fetched)
        const { rows } = await client.query<{ age: number }>("SELECT croupier_stream.outbox_age() AS age")
        const after = await client.query<{ rows: string }>(fetched)
        await client.query("COMMIT")
        client.release()
        return { age: rows[0]?.age, rows: Number(after.rows[0]?.rows) - Number(before.rows[0]?.rows) }
      })
      assert.isAtLeast(read.age ?? 0, 89)
      assert.isBelow(read.rows, 20)
      yield* tick("stream", 1n)
      assert.strictEqual(yield* outboxAge("stream"), 0)
    }).pipe(Effect.withClock(Clock.make()))
  )
})
