import * as SqlClient from "@effect/sql/SqlClient"
import { assert, layer } from "@effect/vitest"
import { Clock, Data, Effect } from "effect"
import { consume, rounds } from "../../src/events/consume.js"
import { outboxCommand } from "../../src/events/outboxCommand.js"
import type { StreamEvent } from "../../src/events/StreamEvent.js"
import { alone } from "../../src/internal/events/PartitionAssignment.js"
import { PostgresPool } from "../../src/postgres/Postgres.js"
import { aurora } from "./brands.js"
import { Publisher, postgres } from "./Publisher.js"
import { consumeAll, deadLettersOf, effects, keysOf, recorder } from "./Recorder.js"
import { eventOf } from "./Stream.js"

class Wrapped extends Data.TaggedError("Wrapped")<{ readonly cause: unknown }> {}

const raising = (state: string) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    sql.unsafe(`DO $$ BEGIN RAISE 'on purpose' USING ERRCODE = '${state}'; END $$`)
  )

const statement = (text: string) => Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(text))

/** What fails a consumer for any event. */
const ofTheConsumer: Readonly<Record<string, Effect.Effect<unknown, unknown, SqlClient.SqlClient>>> = {
  "a missing table": statement("SELECT FROM croupier_stream.nowhere"),
  "a missing column": statement("SELECT nothing FROM croupier_stream.relay"),
  "a missing function": statement("SELECT croupier_stream.nothing()"),
  "a missing right": statement("DELETE FROM croupier_stream.outbox"),
  "a missing schema": raising("3F000"),
  "a wrong login": raising("28000"),
  "a missing table that the consumer wraps in an error of its own": Effect.mapError(
    statement("SELECT FROM croupier_stream.nowhere"),
    (cause) => new Wrapped({ cause })
  ),
  "a missing table that the consumer wraps in an object that is no Error": Effect.mapError(
    statement("SELECT FROM croupier_stream.nowhere"),
    (cause) => ({ _tag: "Plain", cause })
  ),
  "a missing table among several errors that the consumer reports together": Effect.mapError(
    statement("SELECT FROM croupier_stream.nowhere"),
    (error) => new Wrapped({ cause: new AggregateError([new Error("another"), error], "together") })
  ),
  "a missing table that the consumer dies of": Effect.orDie(statement("SELECT FROM croupier_stream.nowhere"))
}

/** What passes by itself. */
const ofTheStore: Readonly<Record<string, Effect.Effect<unknown, unknown, SqlClient.SqlClient>>> = {
  "too many connections": raising("53300"),
  "a shutdown": raising("57P01"),
  "a lost connection": raising("08006"),
  "a deadlock": raising("40P01"),
  "a full disk": raising("53100"),
  "an I/O error": raising("58030"),
  "a lock that is not had in time": raising("55P03"),
  "a server that only reads": raising("25006"),
  "a deadlock that the consumer wraps in an error of its own": Effect.mapError(
    raising("40P01"),
    (cause) => new Wrapped({ cause })
  )
}

layer(postgres)("faults that do not depend on the event", (it) => {
  for (const [what, fault] of Object.entries({ ...ofTheConsumer, ...ofTheStore })) {
    it.effect(`${what} parks no event, and the consumer continues when it is fixed`, () =>
      Effect.gen(function* () {
        const publish = yield* Publisher
        const keys = keysOf(4)
        let isAway = true
        const consumer = {
          ...recorder((event) => Effect.when(fault, () => isAway && keys.includes(event.key))),
          tries: 1
        }
        yield* consumeAll(consumer)
        yield* publish(keys.map((key) => eventOf(aurora, key, 1)))
        for (let round = 0; round < 3; round++) {
          const error = yield* Effect.flip(consume(consumer))
          assert.strictEqual(error._tag, what in ofTheStore ? "SqlError" : "ConsumerStopped")
        }
        assert.deepStrictEqual(yield* deadLettersOf(consumer.consumer), [])
        isAway = false
        yield* consumeAll(consumer)
        assert.deepStrictEqual(yield* effects(consumer.consumer, keys), [[1], [1], [1], [1]])
      }).pipe(Effect.withClock(Clock.make()))
    )
  }

  it.scoped(
    "a lock that another session holds for long parks no event, and the consumer continues when it is released",
    () =>
      Effect.gen(function* () {
        const publish = yield* Publisher
        const [key = ""] = keysOf(1)
        const pool = yield* PostgresPool
        const holder = yield* Effect.acquireRelease(
          Effect.promise(() => pool.connect()),
          (client) => Effect.sync(() => client.release(true))
        )
        yield* Effect.promise(() => holder.query("SELECT pg_advisory_lock(4711)"))
        const locking = statement("SELECT pg_advisory_xact_lock(4711)")
        const consumer = {
          ...recorder((event) => Effect.when(locking, () => event.key === key)),
          attemptWithin: "600 millis" as const,
          tries: 1
        }
        yield* consumeAll(consumer)
        yield* publish([eventOf(aurora, key, 1)])
        for (let round = 0; round < 2; round++)
          assert.strictEqual((yield* Effect.flip(consume(consumer)))._tag, "SqlError")
        yield* Effect.promise(() => holder.query("SELECT pg_advisory_unlock(4711)"))
        yield* consumeAll(consumer)
        assert.deepStrictEqual(yield* effects(consumer.consumer, [key]), [[1]])
        assert.deepStrictEqual(yield* deadLettersOf(consumer.consumer), [])
      }).pipe(Effect.withClock(Clock.make()))
  )

  it.effect("a dead letter with a transient failure holds up neither the stream nor another replay", () =>
    Effect.gen(function* () {
      const publish = yield* Publisher
      const keys = keysOf(3)
      const [stuck = "", cured = "", fresh = ""] = keys
      let state: "poisoned" | "locked" | "gone" = "poisoned"
      const consumer = {
        ...recorder(({ key }): Effect.Effect<unknown, unknown, SqlClient.SqlClient> => {
          if (state === "poisoned" && (key === stuck || key === cured)) return Effect.fail("not yet")
          return Effect.when(raising("55P03"), () => state === "locked" && key === stuck)
        }),
        tries: 1
      }
      yield* publish([stuck, cured].map((key) => eventOf(aurora, key, 1)))
      yield* consumeAll(consumer)
      yield* outboxCommand(["replay", "--consumer", consumer.consumer])
      state = "locked"
      yield* publish([eventOf(aurora, fresh, 1)])
      const round = rounds(consumer, alone)
      for (let times = 0; times < 4; times++) yield* round
      assert.deepStrictEqual(yield* effects(consumer.consumer, keys), [[], [1], [1]])
      state = "gone"
      yield* consume(consumer)
      assert.deepStrictEqual(yield* effects(consumer.consumer, keys), [[1], [1], [1]])
      assert.deepStrictEqual(yield* deadLettersOf(consumer.consumer), [])
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.effect("a statement that fails for one event, and that the consumer swallows, parks that event", () =>
    Effect.gen(function* () {
      const publish = yield* Publisher
      const keys = keysOf(4)
      const [bad] = keys
      const swallowed = Effect.ignore(statement("SELECT 'none'::integer"))
      const consumer = { ...recorder(() => Effect.void), tries: 1 }
      const apply: typeof consumer.apply = (events) =>
        Effect.zipRight(
          consumer.apply(events),
          Effect.when(swallowed, () => events.some(({ key }) => key === bad))
        )
      yield* publish(keys.map((key) => eventOf(aurora, key, 1)))
      yield* consumeAll({ ...consumer, apply })
      assert.deepStrictEqual(
        (yield* deadLettersOf(consumer.consumer)).map(({ event }) => event.key),
        [bad]
      )
      assert.deepStrictEqual(yield* effects(consumer.consumer, keys), [[], [1], [1], [1]])
    }).pipe(Effect.withClock(Clock.make()))
  )

  /** Publishes for a number of keys, none of which the consumer can take, and consumes until it stops. */
  const stoppedAfter = (count: number, parkAtMost?: number) =>
    Effect.gen(function* () {
      const publish = yield* Publisher
      const keys = keysOf(count)
      const cured = new Set<string>()
      const refuses = ({ key }: StreamEvent) => keys.includes(key) && !cured.has(key)
      const consumer = {
        ...recorder((event) => Effect.when(Effect.fail("on purpose"), () => refuses(event))),
        tries: 1,
        ...(parkAtMost === undefined ? {} : { parkAtMost })
      }
      yield* consumeAll(consumer)
      for (let version = 1; version <= 3; version++) yield* publish(keys.map((key) => eventOf(aurora, key, version)))
      const error = yield* Effect.flip(consumeAll(consumer))
      const parked = new Set((yield* deadLettersOf(consumer.consumer)).map(({ event }) => event.key))
      return { consumer, keys, cured, error, parked }
    })

  it.effect("a consumer that fails for every event stops with one line after ten keys, and not before", () =>
    Effect.gen(function* () {
      const { consumer, error, keys, parked, cured } = yield* stoppedAfter(40)
      assert.strictEqual(parked.size, 10)
      assert.match(
        error.message,
        /of stream has stopped without parking events: events of 10 keys were parked .*on purpose/
      )
      // Stopped is stopped, also for a process that has just started.
      for (let round = 0; round < 3; round++) yield* Effect.flip(consumeAll(consumer))
      const letters = yield* deadLettersOf(consumer.consumer)
      assert.strictEqual(new Set(letters.map(({ event }) => event.key)).size, 10)
      for (const key of keys) cured.add(key)
      yield* consumeAll(consumer)
      const answer = yield* outboxCommand(["replay", "--consumer", consumer.consumer, "--reason", "on purpose"])
      assert.match(answer, /10 keys/)
      const round = rounds(consumer, alone)
      yield* Effect.repeat(Effect.zipRight(round, deadLettersOf(consumer.consumer)), {
        until: (left) => left.length === 0
      })
      assert.deepStrictEqual(
        yield* effects(consumer.consumer, keys),
        keys.map(() => [1, 2, 3])
      )
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.effect("of the dead letters, those of a consumer and a reason are taken again with one command", () =>
    Effect.gen(function* () {
      const { consumer, keys, cured } = yield* stoppedAfter(4, 3)
      const other = yield* stoppedAfter(4, 3)
      for (const key of keys) cured.add(key)
      const refused = yield* Effect.flip(
        outboxCommand(["replay", "--consumer", consumer.consumer, "--reason", "another"])
      )
      assert.match(refused.message, /no dead letters/)
      const wanted = yield* outboxCommand(["replay", "--consumer", consumer.consumer, "--reason", "on purpose"])
      assert.match(wanted, /3 keys/)
      yield* consumeAll(consumer)
      yield* Effect.repeat(Effect.zipRight(consume(consumer), deadLettersOf(consumer.consumer)), {
        until: (left) => left.length === 0
      })
      assert.deepStrictEqual(
        yield* effects(consumer.consumer, keys),
        keys.map(() => [1, 2, 3])
      )
      assert.strictEqual(other.parked.size, 3)
      assert.isAtLeast((yield* deadLettersOf(other.consumer.consumer)).length, 3)
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.effect("a replay without a consumer, or with an option that is not known, is refused", () =>
    Effect.gen(function* () {
      for (const words of [["--reason", "x"], ["--consumer"], ["--consumer", "x", "--resaon", "y"]]) {
        assert.match((yield* Effect.flip(outboxCommand(["replay", ...words]))).message, /outbox replay/)
      }
    })
  )
})
