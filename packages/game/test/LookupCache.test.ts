import { describe, expect, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Ref, TestClock } from "effect"
import * as LookupCache from "../src/internal/LookupCache.js"

const counted = (capacity = 10, answer: (key: string) => string | undefined = (key) => key) =>
  Effect.map(Ref.make(0), (asked) => ({
    asked: Ref.get(asked),
    get: LookupCache.make({
      ttl: 1000,
      capacity,
      lookup: (key) =>
        Effect.as(
          Ref.update(asked, (n) => n + 1),
          answer(key)
        )
    })
  }))

describe("what was looked up recently", () => {
  it.effect("costs no look-up until it is a second old", () =>
    Effect.gen(function* () {
      const { asked, get } = yield* counted()
      for (const wait of [0, 999]) {
        yield* TestClock.adjust(wait)
        expect(yield* get("a")).toBe("a")
      }
      expect(yield* asked).toBe(1)
      yield* TestClock.adjust(1)
      yield* get("a")
      expect(yield* asked).toBe(2)
    })
  )

  it.effect("is looked up again when it was not there", () =>
    Effect.gen(function* () {
      const { asked, get } = yield* counted(10, () => undefined)
      yield* get("a")
      yield* get("a")
      expect(yield* asked).toBe(2)
    })
  )

  it.effect("takes no more room than it was given", () =>
    Effect.gen(function* () {
      const { asked, get } = yield* counted(2)
      for (const key of ["a", "b", "c", "b", "c", "a"]) yield* get(key)
      expect(yield* asked).toBe(4)
    })
  )

  it.effect("is looked up once for all who miss it together, and each hears of a failure", () =>
    Effect.gen(function* () {
      const gate = yield* Effect.makeLatch(false)
      const asked = yield* Ref.make(0)
      const get = LookupCache.make({
        ttl: 1000,
        capacity: 2,
        lookup: (key) =>
          Effect.gen(function* () {
            yield* Ref.update(asked, (n) => n + 1)
            yield* gate.await
            return key === "bad" ? yield* Effect.dieMessage("the store broke") : key
          })
      })
      const fibers = yield* Effect.forEach(["good", "good", "bad", "bad"], (key) => Effect.fork(Effect.exit(get(key))))
      yield* Effect.yieldNow()
      yield* gate.open
      const exits = yield* Effect.forEach(fibers, Fiber.join)
      expect(exits.map(Exit.isSuccess)).toEqual([true, true, false, false])
      expect(yield* Ref.get(asked)).toBe(2)
    })
  )
})
