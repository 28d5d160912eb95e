import * as SqlClient from "@effect/sql/SqlClient"
import { assert, layer } from "@effect/vitest"
import { Clock, Effect, Fiber } from "effect"
import { consume } from "../../src/events/consume.js"
import { EventStream } from "../../src/events/EventStream.js"
import { eventMetrics } from "../../src/events/eventMetrics.js"
import { relayRound } from "../../src/events/Relay.js"
import { uuidv7 } from "../../src/Ids.js"
import { maintainOutbox } from "../../src/internal/events/maintainOutbox.js"
import { PostgresPool } from "../../src/postgres/Postgres.js"
import * as TestPostgres from "../../src/testing/TestPostgres.js"
import { aurora } from "./brands.js"
import { postgres, write } from "./Publisher.js"
import { eventOf } from "./Stream.js"

const dayMillis = 86_400_000

/** Midnight UTC this many days from now, and how a partition of that day is named. */
const day = (ahead: number) => new Date(Math.floor(Date.now() / dayMillis + ahead) * dayMillis)
const named = (ahead: number) => day(ahead).toISOString().slice(0, 10).replaceAll("-", "")

const days = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<{ name: string }>`
    SELECT c.relname AS name FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'croupier_stream.outbox'::regclass`
  return rows.map(({ name }) => name.replace("outbox_", ""))
})

const makeDay = (ahead: number) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => sql`SELECT croupier_stream.create_outbox_day(${day(ahead)}::date)`)

const happenedOn = (ahead: number) => ({
  ...eventOf(aurora, uuidv7(Date.now()), 1),
  occurredAt: new Date(day(ahead).getTime() + 3_600_000)
})

/** Whether a session of this database waits for another's lock. */
const waitingForLock = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.map(
    sql`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    (rows) => rows.length > 0
  )
)

const consumer = { consumer: "slow", domain: "stream", apply: () => Effect.void }

layer(postgres)("the days of an outbox", (it) => {
  it.effect("the next three are there", () =>
    Effect.gen(function* () {
      yield* maintainOutbox("stream")
      assert.includeMembers(yield* days, [0, 1, 2, 3].map(named))
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.effect("one that is old goes when its events are in batches and every consumer has passed them, not before", () =>
    Effect.gen(function* () {
      yield* makeDay(-9)
      yield* makeDay(-8)
      yield* makeDay(-7)
      yield* consume(consumer)
      yield* write([happenedOn(-9)])
      assert.deepStrictEqual((yield* maintainOutbox("stream")).dropped, [named(-8)])
      yield* relayRound("stream", 1n)
      const held = yield* maintainOutbox("stream")
      const [age, lag] = yield* Effect.forEach(eventMetrics("stream"), ({ read }) => read)
      assert.deepStrictEqual([age, Object.keys(Object(lag))], [{ stream: 0 }, ["slow of stream"]])
      assert.deepStrictEqual([held.dropped, held.held, held.heldBy], [[], [named(-9)], "slow"])
      yield* Effect.iterate(true, { while: (more) => more, body: () => consume(consumer) })
      assert.deepStrictEqual((yield* maintainOutbox("stream")).dropped, [named(-9)])
      assert.include(yield* days, named(-7))
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.effect("an event outside every day's partition is reported, and read like any other", () =>
    Effect.gen(function* () {
      yield* write([happenedOn(-400)])
      yield* relayRound("stream", 1n)
      assert.strictEqual((yield* maintainOutbox("stream")).astray, 1)
      const taken: Array<string> = []
      const counting = {
        ...consumer,
        apply: (events: ReadonlyArray<{ readonly id: string }>) =>
          Effect.sync(() => void taken.push(...events.map(({ id }) => id)))
      }
      yield* Effect.iterate(true, { while: (more) => more, body: () => consume(counting) })
      assert.strictEqual(taken.length, 1)
      assert.strictEqual((yield* maintainOutbox("stream")).astray, 0)
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.effect("behind a reader that holds a lock it waits a moment and tries again, without blocking others", () =>
    Effect.gen(function* () {
      yield* makeDay(-10)
      const pool = yield* PostgresPool
      const reader = yield* Effect.promise(() => pool.connect())
      yield* Effect.promise(() => reader.query("BEGIN; SELECT set_config('croupier.brands', 'aurora', true)"))
      yield* Effect.promise(() => reader.query("SELECT count(*) FROM croupier_stream.outbox"))
      const maintaining = yield* Effect.fork(maintainOutbox("stream"))
      yield* Effect.repeat(waitingForLock, { until: (waiting) => waiting })
      yield* write([happenedOn(0)])
      yield* Effect.promise(() => reader.query("COMMIT"))
      reader.release()
      assert.deepStrictEqual((yield* Fiber.join(maintaining)).dropped, [named(-10)])
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.effect("batches of dropped days are removed too; a new consumer begins after them", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* relayRound("stream", 1n)
      yield* Effect.iterate(true, { while: (more) => more, body: () => consume(consumer) })
      yield* Effect.flatMap(
        SqlClient.SqlClient,
        (owner) => owner`UPDATE croupier_stream.tick SET at = at - interval '9 days'`
      ).pipe(Effect.provide(TestPostgres.layerOwner))
      yield* maintainOutbox("stream")
      const [row] = yield* sql<{ ticks: bigint; newest: bigint }>`
        SELECT count(*) AS ticks, max(number) AS newest FROM croupier_stream.tick`
      assert.strictEqual(row?.ticks, 1n)
      assert.strictEqual((yield* (yield* EventStream).oldest("stream")).tick, row?.newest)
      yield* consume({ ...consumer, consumer: "new" })
    }).pipe(Effect.withClock(Clock.make()))
  )
})
