import { describe, expect, it } from "@effect/vitest"
import { Effect, Fiber, Ref, TestClock } from "effect"
import * as Health from "../../src/health/Health.js"

const options = { service: "s", version: "1" }

describe("a health report", () => {
  it.effect("abandons a check that hangs, and the others do not wait for it", () =>
    Effect.gen(function* () {
      const report = yield* Health.make({ ...options, checks: { a: Effect.never, b: Effect.never, c: Effect.void } })
      const fiber = yield* Effect.fork(report)
      yield* TestClock.adjust("2 seconds")
      expect(yield* Fiber.join(fiber)).toMatchObject({
        status: "failed",
        checks: { a: { status: "failed", reason: "timeout" }, b: { reason: "timeout" }, c: { status: "ok" } }
      })
    })
  )

  it.effect("asks a store once however many ask for the report, and again after a second", () =>
    Effect.gen(function* () {
      const asked = yield* Ref.make(0)
      const report = yield* Health.make({ ...options, checks: { store: Ref.update(asked, (n) => n + 1) } })
      yield* Effect.all(
        Array.from({ length: 50 }, () => report),
        { concurrency: "unbounded" }
      )
      expect(yield* Ref.get(asked)).toBe(1)
      yield* TestClock.adjust("1100 millis")
      yield* report
      expect(yield* Ref.get(asked)).toBe(2)
    })
  )

  it.effect("takes a defect of a check for its failure", () =>
    Effect.gen(function* () {
      const report = yield* Health.make({ ...options, checks: { store: Effect.dieMessage("boom") } })
      expect(yield* report).toMatchObject({ status: "failed", checks: { store: { reason: "failed" } } })
    })
  )
})
