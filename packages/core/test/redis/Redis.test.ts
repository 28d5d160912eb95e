import { assert, describe, it } from "@effect/vitest"
import { Clock, Deferred, Effect, Layer } from "effect"
import { Notifier } from "../../src/events/Notifier.js"
import * as NotifierRedis from "../../src/events/NotifierRedis.js"
import { Redis } from "../../src/redis/Redis.js"
import * as TestRedis from "../../src/testing/TestRedis.js"

const ping = Effect.flatMap(Redis, ({ ask }) => ask((client) => client.ping()))

/** Until it answers, as it does a while after the server is back. */
const untilHere = Effect.retry(Effect.delay(ping, "50 millis"), { times: 1200 })

const suite = TestRedis.hasRedis ? describe : describe.skip

suite("Redis", () => {
  it.scoped("away: a command is refused at once and not sent later; back: it is asked again by itself", () =>
    Effect.gen(function* () {
      const { ask } = yield* Redis
      const server = yield* TestRedis.TestRedis
      yield* untilHere
      yield* server.kill
      const refused = yield* Effect.flip(
        Effect.repeat(
          ask((client) => client.incr("counted")),
          { times: 1000 }
        )
      )
      assert.strictEqual(refused._tag, "RedisAway")
      for (let tries = 0; tries < 3; tries++) yield* Effect.flip(ask((client) => client.incr("counted")))
      yield* server.start
      yield* untilHere
      assert.isNull(yield* ask((client) => client.get("counted")))
    }).pipe(Effect.provide(TestRedis.layer), Effect.withClock(Clock.make()))
  )

  it.scoped("a server that does not answer keeps nobody waiting", () =>
    Effect.gen(function* () {
      const { ask } = yield* Redis
      yield* untilHere
      yield* ask((client) => client.call("CLIENT", "PAUSE", 60_000, "ALL"))
      assert.strictEqual((yield* Effect.flip(ping))._tag, "RedisAway")
    }).pipe(Effect.provide(TestRedis.layer), Effect.withClock(Clock.make()))
  )

  it.scoped("a hint reaches another process", () =>
    Effect.gen(function* () {
      const heard = yield* Deferred.make<void>()
      const process = NotifierRedis.layerRedis
      const [here, there] = [yield* Layer.build(Layer.fresh(process)), yield* Layer.build(Layer.fresh(process))]
      const listening = Effect.gen(function* () {
        const wait = yield* (yield* Notifier).listen("topic")
        yield* wait("1 hour")
        yield* Deferred.succeed(heard, undefined)
      })
      yield* Effect.forkScoped(Effect.provide(listening, there))
      const waking = Effect.provide(
        Effect.flatMap(Notifier, ({ wake }) => wake("topic")),
        here
      )
      // Until the subscription stands, hints are lost.
      yield* Effect.raceFirst(Deferred.await(heard), Effect.forever(Effect.delay(waking, "20 millis")))
    }).pipe(Effect.provide(TestRedis.layer), Effect.withClock(Clock.make()))
  )
})
