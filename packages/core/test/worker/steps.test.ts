import { assert, it } from "@effect/vitest"
import { Clock, Effect, Fiber } from "effect"
import { repeat } from "../../src/internal/worker/LoopRunner.js"
import { loop } from "../../src/worker/Loop.js"
import { steps } from "../../src/worker/steps.js"

it.effect(
  "steps that do not end within the loop's deadline become smaller until they do, so that a backlog is worked off",
  () =>
    Effect.gen(function* () {
      let left = 100
      const taken: Array<number> = []
      const tick = steps(64, (atMost) =>
        Effect.suspend(() => {
          const count = Math.min(atMost, left)
          return Effect.map(Effect.sleep(count * 20), () => {
            left -= count
            taken.push(count)
            return count
          })
        })
      )
      const watcher = { stamp: Effect.void, succeeded: Effect.void, failed: () => Effect.void }
      const running = yield* Effect.fork(
        repeat(loop({ name: "backlog", every: "10 millis", deadline: "600 millis", tick }), watcher)
      )
      yield* Effect.repeat(
        Effect.delay(
          Effect.sync(() => left === 0),
          "20 millis"
        ),
        { until: (isDone) => isDone }
      )
      yield* Fiber.interrupt(running)
      assert.isAtLeast(taken.length, 4)
    }).pipe(Effect.withClock(Clock.make()))
)

it.effect("steps grow again once they are quick, and say whether there is more", () =>
  Effect.gen(function* () {
    const asked: Array<number> = []
    let fails = 3
    const tick = steps(80, (atMost) => {
      asked.push(atMost)
      return fails-- > 0 ? Effect.fail("away") : Effect.succeed(atMost === 80 ? 79 : atMost)
    })
    for (let failure = 0; failure < 3; failure++) yield* Effect.flip(tick)
    for (let step = 0; step < 3; step++) assert.strictEqual(yield* tick, "more")
    assert.strictEqual(yield* tick, "wait")
    assert.deepStrictEqual(asked, [80, 40, 20, 10, 20, 40, 80])
  })
)
