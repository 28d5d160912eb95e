import assert from "node:assert/strict"
import { layer } from "@effect/vitest"
import { Array as Arrays, Clock, Deferred, Effect, Fiber, Layer, Ref } from "effect"
import { type Callback, callbackOf, timesInLedger } from "../support/callbacks.js"
import * as OwnServer from "../support/OwnServer.js"
import * as StackLayer from "../support/Stack.js"
import { aurora, Stack } from "../support/Stack.js"
import { cashOf, registerFunded, sit } from "../support/StackPlayer.js"

const ownStack = Layer.provideMerge(StackLayer.layerOn, OwnServer.layer)
const faults = ["restart", "crash"] as const

layer(ownStack, { excludeTestServices: true, timeout: "180 seconds" })("a database that restarts", (it) => {
  for (const fault of faults) {
    it.effect(
      `and returns (${fault}) under load: bets are taken again by themselves, and none is lost or doubled`,
      () =>
        Effect.gen(function* () {
          const { verify } = yield* Stack
          const server = yield* OwnServer.OwnServer
          const players = yield* Effect.forEach(Arrays.range(1, 4), () => registerFunded(aurora, "1000"))
          const sessions = yield* Effect.forEach(players, (player) => sit(player))
          const acknowledged = yield* Ref.make<ReadonlyArray<string>>([])
          const sent = yield* Ref.make<ReadonlyArray<string>>([])
          const over = yield* Deferred.make<void>()
          const warm = yield* Deferred.make<void>()
          const recovered = yield* Deferred.make<number>()
          let back = false

          // A bet is asked again until it is answered, as the protocol has it.
          const play = (bet: Callback): Effect.Effect<void> =>
            Effect.flatMap(bet.send, ({ answer }) => {
              if (answer.status !== "RS_OK") return Effect.zipRight(Effect.yieldNow(), play(bet))
              return Effect.gen(function* () {
                const all = yield* Ref.updateAndGet(acknowledged, (ids) => [...ids, bet.id])
                if (all.length === 40) yield* Deferred.succeed(warm, undefined)
                if (back) yield* Deferred.succeed(recovered, yield* Clock.currentTimeMillis)
              })
            })
          const table = (at: number): Effect.Effect<void, never, Stack> =>
            Effect.gen(function* () {
              const bet = yield* callbackOf(players[at]!, sessions[at]!)
              yield* Ref.update(sent, (ids) => [...ids, bet.id])
              yield* play(bet)
              if (!(yield* Deferred.isDone(over))) yield* table(at)
            })

          const load = yield* Effect.fork(Effect.forEach([0, 1, 2, 3, 0, 1, 2, 3], table, { concurrency: "unbounded" }))
          yield* Deferred.await(warm)
          yield* server[fault]
          back = true
          const ended = yield* Clock.currentTimeMillis
          const took = (yield* Deferred.await(recovered).pipe(Effect.timeout("30 seconds"))) - ended
          yield* Deferred.succeed(over, undefined)
          yield* Fiber.join(load)
          assert.ok(took < 15_000, `the first bet after the fault was taken after ${took} ms`)

          const bets = yield* Ref.get(sent)
          assert.deepEqual([...(yield* Ref.get(acknowledged))].sort(), [...bets].sort())
          assert.deepEqual(new Set(yield* timesInLedger(bets)), new Set([1]))
          const cash = yield* Effect.forEach(players, cashOf)
          assert.equal(
            cash.reduce((sum, each) => sum + Number(each), 0),
            4_000 - bets.length
          )
          assert.deepEqual((yield* verify).faults, [])
        }),
      120_000
    )
  }
})
