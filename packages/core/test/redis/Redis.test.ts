import { once } from "node:events"
import { createConnection, createServer, type Socket } from "node:net"
import { assert, describe, it } from "@effect/vitest"
import { Clock, Context, Deferred, Effect, Layer, Redacted } from "effect"
import { Notifier } from "../../src/events/Notifier.js"
import * as NotifierRedis from "../../src/events/NotifierRedis.js"
import * as RedisLayer from "../../src/redis/Redis.js"
import { Redis } from "../../src/redis/Redis.js"
import * as TestRedis from "../../src/testing/TestRedis.js"

const ping = Effect.flatMap(Redis, ({ ask }) => ask((client) => client.ping()))

/** Until it answers, as it does a while after the server is back. */
const untilHere = Effect.retry(Effect.delay(ping, "50 millis"), { times: 1200 })

/** A proxy before a server that at some moment carries nothing more for the connections that it has, and new ones as before. */
const forgetful = (to: number) =>
  Effect.acquireRelease(
    Effect.async<{ readonly port: number; readonly forget: () => void; readonly close: () => void }>((resume) => {
      const pairs = new Set<readonly [Socket, Socket]>()
      const server = createServer((near) => {
        const far = createConnection(to, "127.0.0.1")
        for (const socket of [near, far]) socket.on("error", () => undefined)
        pairs.add([near, far])
        near.pipe(far)
        far.pipe(near)
      })
      const forget = () => {
        for (const [near, far] of pairs) {
          near.unpipe(far).resume()
          far.unpipe(near).resume()
        }
      }
      const close = () => {
        server.close()
        for (const pair of pairs) for (const socket of pair) socket.destroy()
      }
      server.listen(0, "127.0.0.1", () => {
        const address = server.address()
        resume(Effect.succeed({ port: typeof address === "object" ? (address?.port ?? 0) : 0, forget, close }))
      })
    }),
    ({ close }) => Effect.sync(close)
  )

const suite = TestRedis.hasRedis ? describe : describe.skip

suite("Redis", () => {
  it.scoped("unavailable: a command is refused at once and not sent later; back: it is used again by itself", () =>
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

  it.scoped("a server that does not answer keeps no caller waiting", () =>
    Effect.gen(function* () {
      const { ask } = yield* Redis
      yield* untilHere
      yield* ask((client) => client.call("CLIENT", "PAUSE", 60_000, "ALL"))
      assert.strictEqual((yield* Effect.flip(ping))._tag, "RedisAway")
    }).pipe(Effect.provide(TestRedis.layer), Effect.withClock(Clock.make()))
  )

  it.scoped("a connection that a router has forgotten is replaced, that of a subscription too", () =>
    Effect.gen(function* () {
      const server = yield* TestRedis.TestRedis
      const proxy = yield* forgetful(server.port)
      const redis = yield* Layer.build(RedisLayer.layer({ url: Redacted.make(`redis://127.0.0.1:${proxy.port}`) }))
      const { connection } = Context.get(redis, Redis)
      const pinged = Effect.retry(Effect.delay(Effect.provide(ping, redis), "50 millis"), { times: 1200 })
      yield* pinged
      const subscription = yield* connection
      const heard: Array<string> = []
      subscription.on("message", (_, message) => heard.push(message))
      yield* Effect.promise(() => once(subscription, "ready"))
      yield* Effect.promise(() => subscription.subscribe("topic"))
      proxy.forget()
      yield* pinged
      const published = Effect.provide(
        Effect.flatMap(Redis, ({ ask }) => ask((client) => client.publish("topic", "again"))),
        redis
      )
      yield* Effect.repeat(Effect.delay(published, "50 millis"), { until: () => heard.length > 0, times: 400 })
      assert.include(heard, "again")
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
      // Until the subscription is active, hints are lost.
      yield* Effect.raceFirst(Deferred.await(heard), Effect.forever(Effect.delay(waking, "20 millis")))
    }).pipe(Effect.provide(TestRedis.layer), Effect.withClock(Clock.make()))
  )
})
