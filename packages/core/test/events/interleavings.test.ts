import * as SqlClient from "@effect/sql/SqlClient"
import { assert, layer } from "@effect/vitest"
import { Clock, Effect, Fiber, Option } from "effect"
import type { PoolClient } from "pg"
import { rounds } from "../../src/events/consume.js"
import { EventStream } from "../../src/events/EventStream.js"
import { allPartitions, partitionOf } from "../../src/events/Partition.js"
import { at } from "../../src/events/Position.js"
import { tick } from "../../src/events/Relay.js"
import { rebase } from "../../src/events/rebase.js"
import type { DomainEvent } from "../../src/events/StreamEvent.js"
import { uuidv7 } from "../../src/Ids.js"
import { maintainOutbox } from "../../src/internal/events/maintainOutbox.js"
import { alone } from "../../src/internal/events/PartitionAssignment.js"
import { PostgresPool } from "../../src/postgres/Postgres.js"
import { aurora } from "./brands.js"
import { postgres, write } from "./Publisher.js"
import { consumeAll, effects, keysOf, recorder } from "./Recorder.js"
import { asOwner } from "./restoreDump.js"
import { eventOf, insertEvent } from "./Stream.js"

/** A connection of its own, for a transaction that stays open; it is closed with the scope. */
const session = Effect.acquireRelease(
  Effect.flatMap(PostgresPool, (pool) => Effect.promise(() => pool.connect())),
  (client) => Effect.sync(() => client.release(true))
)

const say = (client: PoolClient, text: string, values?: Array<unknown>) =>
  Effect.promise(() => client.query<Record<string, unknown>>(text, values))

/** Until a session of this database waits for a lock, or the effect has ended without having to. */
const waitingOr = <A, E>(fiber: Fiber.RuntimeFiber<A, E>) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const waiting = yield* sql`
      SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
    return waiting.length > 0 || Option.isSome(yield* Fiber.poll(fiber))
  }).pipe(Effect.repeat({ until: (holds) => holds }))

/** Every key's versions in all batches, in stream order. */
const published = (...keys: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const stream = yield* EventStream
    let from = at(allPartitions, yield* stream.oldest("stream"))
    const found: Array<string> = []
    while (true) {
      const { events, to } = yield* stream.read("stream", from, 500)
      found.push(...events.filter(({ key }) => keys.includes(key)).map(({ key, keyVersion }) => `${key} ${keyVersion}`))
      if (events.length === 0) return found
      from = to
    }
  })

const rowOf = (event: DomainEvent) => [
  partitionOf(event.key),
  event.brand,
  event.key,
  event.keyVersion,
  event.id,
  event.type,
  event.version,
  "{}",
  event.occurredAt
]

layer(postgres)("interleavings", (it) => {
  it.scoped("a tick that waited for the relay's lock has what was committed while it waited", () =>
    Effect.gen(function* () {
      const [key = ""] = keysOf(1)
      yield* tick("stream", 1n)
      const before = yield* published(key)
      const holder = yield* session
      yield* say(holder, "BEGIN; SELECT croupier_stream.make_tick(1)")
      const ticking = yield* Effect.fork(tick("stream", 1n))
      yield* waitingOr(ticking)
      yield* write([eventOf(aurora, key, 1)])
      yield* say(holder, "COMMIT")
      assert.isTrue(Option.isSome(yield* Fiber.join(ticking)))
      assert.deepStrictEqual(yield* published(key), [...before, `${key} 1`])
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.scoped("a rebase waits for a transaction that has written an event and not committed it", () =>
    Effect.gen(function* () {
      const [key = ""] = keysOf(1)
      const writer = yield* session
      yield* say(writer, "BEGIN; SELECT set_config('croupier.brands', 'aurora', true)")
      yield* say(writer, insertEvent, rowOf(eventOf(aurora, key, 1)))
      const rebasing = yield* Effect.fork(rebase("stream"))
      yield* waitingOr(rebasing)
      yield* say(writer, "COMMIT")
      yield* Fiber.join(rebasing)
      yield* tick("stream", 1n)
      assert.deepStrictEqual(yield* published(key), [`${key} 1`])
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.scoped(
    "what a rebase moves comes after it, also when another transaction begins between its move and its base",
    () =>
      Effect.gen(function* () {
        const gate = 815
        const [key = ""] = keysOf(1)
        yield* asOwner(`
        CREATE FUNCTION croupier_stream.gate() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM pg_advisory_xact_lock(${gate});
          RETURN NULL;
        END $$;
        CREATE TRIGGER gate AFTER INSERT ON croupier_stream.outbox FOR EACH STATEMENT EXECUTE FUNCTION croupier_stream.gate()`)
        yield* write([eventOf(aurora, key, 1)])
        const holder = yield* session
        yield* say(holder, `SELECT pg_advisory_lock(${gate})`)
        const rebasing = yield* Effect.fork(rebase("stream"))
        yield* waitingOr(rebasing)
        // Begun after the rebase's own transaction, and over before its base is taken.
        yield* say(holder, "SELECT pg_current_xact_id()")
        yield* say(holder, `SELECT pg_advisory_unlock(${gate})`)
        assert.strictEqual(yield* Fiber.join(rebasing), 1)
        yield* asOwner("DROP TRIGGER gate ON croupier_stream.outbox; DROP FUNCTION croupier_stream.gate()")
        yield* tick("stream", 1n)
        assert.deepStrictEqual(yield* published(key), [`${key} 1`])
      }).pipe(Effect.withClock(Clock.make()))
  )

  it.scoped("a consumer that was overtaken reads its position again, and continues", () =>
    Effect.gen(function* () {
      const [key = ""] = keysOf(1)
      const publish = (version: number) => Effect.zipRight(write([eventOf(aurora, key, version)]), tick("stream", 1n))
      const consumer = recorder(() => Effect.void)
      const round = rounds(consumer, alone)
      yield* publish(1)
      yield* Effect.repeat(round, { until: (done) => done === "idle" })
      yield* publish(2)
      yield* consumeAll(consumer)
      assert.strictEqual((yield* Effect.flip(round))._tag, "ConsumerFenced")
      yield* publish(3)
      yield* Effect.repeat(round, { until: (done) => done === "idle" })
      assert.deepStrictEqual(yield* effects(consumer.consumer, [key]), [[1, 2, 3]])
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.scoped("batches of another timeline are another history, although server and database are the same", () =>
    Effect.gen(function* () {
      yield* tick("stream", 1n)
      yield* write([eventOf(aurora, uuidv7(Date.now()), 1)])
      yield* tick("stream", 1n)
      yield* asOwner(
        "UPDATE croupier_stream.relay SET database = replace(database, 'timeline 00000001', 'timeline 00000002')"
      )
      yield* write([eventOf(aurora, uuidv7(Date.now()), 1)])
      assert.strictEqual((yield* Effect.flip(tick("stream", 1n)))._tag, "RebaseNeeded")
      yield* rebase("stream")
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.scoped("a day of the outbox stays where an event for it is committed while the day is about to go", () =>
    Effect.gen(function* () {
      const [key = ""] = keysOf(1)
      const occurredAt = new Date(Date.now() - 9 * 86_400_000)
      const writer = yield* session
      yield* say(writer, "SELECT croupier_stream.create_outbox_day($1::date)", [occurredAt.toISOString().slice(0, 10)])
      yield* say(writer, "BEGIN; SELECT set_config('croupier.brands', 'aurora', true)")
      yield* say(writer, insertEvent, rowOf({ ...eventOf(aurora, key, 1), occurredAt }))
      const maintaining = yield* Effect.fork(maintainOutbox("stream"))
      yield* waitingOr(maintaining)
      yield* say(writer, "COMMIT")
      yield* Fiber.join(maintaining)
      yield* tick("stream", 1n)
      assert.deepStrictEqual(yield* published(key), [`${key} 1`])
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.scoped("the tick of a consumer's position is kept, however old it is", () =>
    Effect.gen(function* () {
      const keys = keysOf(3)
      const consumer = recorder(() => Effect.void)
      yield* asOwner("DELETE FROM croupier_core.event_position")
      yield* consumeAll(consumer)
      // The consumer's position is the first of these, and has read none of it.
      for (const key of keys) {
        yield* write([eventOf(aurora, key, 1)])
        yield* tick("stream", 1n)
      }
      yield* asOwner("UPDATE croupier_stream.tick SET at = at - interval '9 days'")
      yield* maintainOutbox("stream")
      yield* consumeAll(consumer)
      assert.deepStrictEqual(yield* effects(consumer.consumer, keys), [[1], [1], [1]])
    }).pipe(Effect.withClock(Clock.make()))
  )
})
