import { describe, expect, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, TestClock } from "effect"
import * as FairTurns from "../../src/queue/FairTurns.js"

/** One turn at a time, and their order; each ends on request. */
const setUp = (options: Partial<FairTurns.FairTurnsOptions> = {}) =>
  Effect.gen(function* () {
    const turns = FairTurns.make({ concurrency: 1, waiting: 3, patience: "3 seconds", ...options })
    const order: Array<string> = []
    const first = yield* Deferred.make<void>()
    const ask = (share: string) => Effect.fork(turns.take(share)(Effect.sync(() => void order.push(share))))
    const busy = yield* Effect.fork(turns.take("flood")(Deferred.await(first)))
    yield* Effect.yieldNow()
    return { turns, order, ask, busy, release: Deferred.succeed(first, undefined) }
  })

describe("turns", () => {
  it.effect("are had by each share in its turn, however many another share has queued before", () =>
    Effect.gen(function* () {
      const { ask, order, release } = yield* setUp()
      const fibers = yield* Effect.forEach(["flood", "flood", "flood", "calm", "calm", "quiet"], ask)
      yield* Effect.yieldNow()
      yield* release
      yield* Fiber.joinAll(fibers)
      expect(order).toEqual(["flood", "calm", "quiet", "flood", "calm", "flood"])
    })
  )

  it.effect("are refused at once to a share that has as many waiting as may wait, and to no other", () =>
    Effect.gen(function* () {
      const { ask, release, turns } = yield* setUp()
      const fibers = yield* Effect.forEach(["flood", "flood", "flood"], ask)
      yield* Effect.yieldNow()
      expect(yield* Effect.flip(turns.take("flood")(Effect.void))).toBeInstanceOf(FairTurns.NoTurn)
      const calm = yield* ask("calm")
      yield* Effect.yieldNow()
      yield* release
      yield* Fiber.joinAll([...fibers, calm])
    })
  )

  it.effect("are waited for up to a limit, and a caller that times out or is interrupted uses up no turn", () =>
    Effect.gen(function* () {
      const { ask, busy, order, release, turns } = yield* setUp()
      const late = yield* Effect.fork(Effect.flip(turns.take("flood")(Effect.void)))
      const gone = yield* ask("calm")
      yield* Effect.yieldNow()
      yield* Fiber.interrupt(gone)
      yield* TestClock.adjust("3 seconds")
      expect(yield* Fiber.join(late)).toBeInstanceOf(FairTurns.NoTurn)
      yield* release
      yield* Fiber.join(busy)
      const next = yield* ask("next")
      yield* Fiber.join(next)
      expect(order).toEqual(["next"])
    })
  )

  it.effect("come back when what ran in them fails or is interrupted", () =>
    Effect.gen(function* () {
      const { ask, busy, order, turns } = yield* setUp()
      const next = yield* ask("next")
      yield* Effect.yieldNow()
      yield* Fiber.interrupt(busy)
      yield* Fiber.join(next)
      yield* Effect.exit(turns.take("calm")(Effect.die("broken")))
      yield* turns.take("calm")(Effect.void)
      expect(order).toEqual(["next"])
    })
  )
})
