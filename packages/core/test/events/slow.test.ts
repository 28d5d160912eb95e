import * as SqlClient from "@effect/sql/SqlClient"
import { assert, layer } from "@effect/vitest"
import { Clock, Deferred, Duration, Effect, Fiber } from "effect"
import { consumerLoop } from "../../src/events/consumerLoop.js"
import { wantReplay } from "../../src/events/wantedReplays.js"
import { replayDeadLetters } from "../../src/internal/events/replayDeadLetters.js"
import { repeat } from "../../src/internal/worker/LoopRunner.js"
import { loop } from "../../src/worker/Loop.js"
import { aurora } from "./brands.js"
import { Publisher, postgres } from "./Publisher.js"
import { consumeAll, deadLettersOf, effects, keysOf, recorder } from "./Recorder.js"
import { eventOf } from "./Stream.js"

const versions = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

const until = <E, R>(condition: Effect.Effect<boolean, E, R>) =>
  Effect.repeat(Effect.delay(condition, "20 millis"), { until: (holds) => holds }).pipe(Effect.timeout("60 seconds"))

const unheeded = { stamp: Effect.void, succeeded: Effect.void, failed: () => Effect.void }

layer(postgres)("consumers that are slow", (it) => {
  it.scoped("events that together take longer than a loop's deadline take effect, in parts that are kept", () =>
    Effect.gen(function* () {
      const publish = yield* Publisher
      const keys = keysOf(16)
      for (let version = 1; version <= 10; version++) yield* publish(keys.map((key) => eventOf(aurora, key, version)))
      const consumer = { ...recorder(() => Effect.sleep("20 millis")), attemptWithin: "500 millis" as const }
      const { name, every, tick } = yield* consumerLoop(consumer)
      // 160 events of 20 ms each are more than 3 s.
      const running = yield* Effect.fork(repeat(loop({ name, every, tick, deadline: "2 seconds" }), unheeded))
      yield* until(Effect.map(effects(consumer.consumer, keys), (taken) => taken.flat().length === 160))
      yield* Fiber.interrupt(running)
      assert.deepStrictEqual(
        yield* effects(consumer.consumer, keys),
        keys.map(() => versions(10))
      )
      assert.deepStrictEqual(yield* deadLettersOf(consumer.consumer), [])
    }).pipe(Effect.withClock(Clock.make()))
  )

  const hangs = {
    "an effect": () => Effect.never,
    "a statement": () => Effect.flatMap(SqlClient.SqlClient, (sql) => sql`SELECT pg_sleep(3600)`),
    "a statement in a part that cannot be interrupted": () =>
      Effect.uninterruptible(Effect.flatMap(SqlClient.SqlClient, (sql) => sql`SELECT pg_sleep(3600)`))
  }
  for (const [what, hang] of Object.entries(hangs)) {
    it.scoped(
      `${what} that hangs for one event stops that event's key and no other`,
      () =>
        Effect.gen(function* () {
          const publish = yield* Publisher
          const keys = keysOf(6)
          const [hanging = "", ...others] = keys
          for (const version of versions(4)) yield* publish(keys.map((key) => eventOf(aurora, key, version)))
          const consumer = {
            ...recorder(({ key, keyVersion }) => Effect.when(hang(), () => key === hanging && keyVersion === 2n)),
            // Far more than an event that does not hang takes on a busy machine: it would be parked too.
            attemptWithin: "1 second" as const,
            tries: 2
          }
          const { tick } = yield* consumerLoop(consumer)
          const parked = Effect.map(deadLettersOf(consumer.consumer), (letters) => letters.length === 3)
          const taken = Effect.map(effects(consumer.consumer, others), (taken) => taken.flat().length === 20)
          yield* Effect.raceFirst(Effect.forever(tick), Effect.zipRight(until(parked), until(taken)))
          assert.deepStrictEqual(yield* effects(consumer.consumer, keys), [[1], ...others.map(() => versions(4))])
          const [first] = yield* deadLettersOf(consumer.consumer)
          assert.match(first?.reason ?? "", /did not complete within|statement timeout/)
        }).pipe(Effect.withClock(Clock.make())),
      { concurrent: true }
    )
  }

  it.scoped("dead letters that take longer than an attempt are taken again in parts", () =>
    Effect.gen(function* () {
      const publish = yield* Publisher
      const [key = ""] = keysOf(1)
      let isCured = false
      for (let version = 1; version <= 40; version++) yield* publish([eventOf(aurora, key, version)])
      const consumer = {
        ...recorder((event) =>
          event.key !== key ? Effect.void : isCured ? Effect.sleep("40 millis") : Effect.fail("not yet")
        ),
        attemptWithin: "1 second" as const,
        tries: 1
      }
      yield* consumeAll(consumer)
      assert.strictEqual((yield* deadLettersOf(consumer.consumer)).length, 40)
      isCured = true
      assert.strictEqual(yield* replayDeadLetters(consumer, aurora, key), 40)
      assert.deepStrictEqual(yield* effects(consumer.consumer, [key]), [versions(40)])
      assert.deepStrictEqual(yield* deadLettersOf(consumer.consumer), [])
    }).pipe(Effect.withClock(Clock.make()))
  )

  it.scoped("a replay that hangs is abandoned; new events and other replays take effect during it", () =>
    Effect.gen(function* () {
      const publish = yield* Publisher
      const keys = keysOf(3)
      const [hanging = "", cured = "", fresh = ""] = keys
      let isCured = false
      const begun = yield* Deferred.make<void>()
      const consumer = {
        ...recorder(({ key }) => {
          if (key !== hanging && key !== cured) return Effect.void
          if (!isCured) return Effect.fail("not yet")
          return key === cured ? Effect.void : Effect.zipRight(Deferred.succeed(begun, undefined), Effect.never)
        }),
        attemptWithin: "1 second" as const,
        tries: 1
      }
      for (const version of versions(8)) {
        yield* publish([hanging, cured].map((key) => eventOf(aurora, key, version)))
      }
      yield* consumeAll(consumer)
      isCured = true
      const { tick } = yield* consumerLoop(consumer)
      for (const key of [hanging, cured]) {
        yield* wantReplay({ brand: aurora, consumer: consumer.consumer, domain: "stream", key })
      }
      const longest = yield* Effect.fork(
        Effect.iterate(0, {
          while: () => true,
          body: (most) => Effect.map(Effect.timed(tick), ([took]) => Math.max(most, Duration.toMillis(took)))
        })
      )
      yield* Deferred.await(begun)
      yield* publish([eventOf(aurora, fresh, 1)])
      yield* until(Effect.map(effects(consumer.consumer, [fresh, cured]), (taken) => taken.flat().length === 9))
      const wanted = Effect.flatMap(
        SqlClient.SqlClient,
        (sql) =>
          sql`SELECT FROM croupier_core.replays_wanted(${consumer.consumer}, 'stream', ${"{0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15}"}::smallint[])`
      )
      yield* until(Effect.map(wanted, (rows) => rows.length === 0))
      yield* Fiber.interrupt(longest)
      assert.deepStrictEqual(
        (yield* deadLettersOf(consumer.consumer)).map(({ event }) => event.key),
        versions(8).map(() => hanging)
      )
    }).pipe(Effect.withClock(Clock.make()))
  )
})
