import { assert, describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { EntrySizes } from "../../src/internal/events/EntrySizes.js"
import { afterFailure, afterSuccess, fullPace, nextSize } from "../../src/internal/events/Pace.js"

const size = FastCheck.integer({ min: 1, max: 600 })

describe("the pace of a consumer", () => {
  it.prop(
    "a failing event is tried alone after few attempts, and everything before it has been taken",
    [size, size, FastCheck.boolean()],
    ([limit, place, isSlow]) => {
      let pace = fullPace(limit)
      let at = 0
      let failures = 0
      for (let attempts = 0; ; attempts++) {
        const taken = nextSize(pace)
        assert.isTrue(taken >= 1 && taken <= limit)
        const fails = at + taken > place
        if (fails && taken === 1) break
        if (fails) failures++
        at += fails ? 0 : taken
        pace = fails ? afterFailure(pace, taken, isSlow) : afterSuccess(pace, taken, true, limit)
        assert.isBelow(attempts, 3 * Math.log2(limit) + place / limit + 5)
      }
      assert.strictEqual(at, place)
      assert.isAtMost(failures, Math.log2(limit) + 1)
    }
  )

  it.prop(
    "whatever fits into an attempt, it settles at a size that fits, at least half as large, and grows to the limit again",
    [size, size],
    ([limit, fits]) => {
      let pace = fullPace(limit)
      for (let attempts = 0; attempts < 40; attempts++) {
        const taken = nextSize(pace)
        // Quick is a quarter of the time.
        pace = taken > fits ? afterFailure(pace, taken, true) : afterSuccess(pace, taken, taken * 4 < fits, limit)
      }
      assert.isAtMost(nextSize(pace), Math.max(1, fits))
      assert.isAtLeast(nextSize(pace) * 8, Math.min(limit, fits))
      for (let attempts = 0; attempts < 20; attempts++) pace = afterSuccess(pace, nextSize(pace), true, limit)
      assert.strictEqual(nextSize(pace), limit)
    }
  )
})

describe("the sizes of a stream's entries", () => {
  it.prop(
    "what stays is within both limits together with the new one, and nothing goes that could stay",
    [FastCheck.array(FastCheck.oneof(FastCheck.nat(900), FastCheck.nat(50)), { maxLength: 60 })],
    ([lengths]) => {
      const limits = { bytes: 2000, entries: 6 }
      const sizes = new EntrySizes()
      let held: Array<number> = []
      for (const length of lengths) {
        const kept = sizes.add(["id", "x".repeat(length)], limits)
        const before = held
        if (kept !== undefined) held = held.slice(held.length - kept)
        held = [...held, length + 102]
        const bytes = (of: ReadonlyArray<number>) => of.reduce((one, other) => one + other, 0)
        assert.isTrue(held.length === 1 || bytes(held) <= limits.bytes)
        assert.isAtMost(held.length, limits.entries)
        const oneMore = [...before.slice(before.length - held.length), length + 102]
        if (before.length >= held.length) {
          assert.isTrue(oneMore.length > limits.entries || bytes(oneMore) > limits.bytes)
        }
      }
    }
  )
})
