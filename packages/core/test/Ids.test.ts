import { describe, expect, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { randomText, uuidv7 } from "../src/Ids.js"

describe("a UUIDv7", () => {
  it.prop(
    "holds its instant, its version and its variant",
    [FastCheck.integer({ min: 0, max: 2 ** 48 - 1 })],
    ([millis]) => {
      const id = uuidv7(millis)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(Number.parseInt(id.replace("-", "").slice(0, 12), 16)).toBe(millis)
    }
  )

  it("is another each time, also where the pool of random bytes is drawn again", () => {
    expect(new Set(Array.from({ length: 1000 }, () => uuidv7(0))).size).toBe(1000)
  })

  it("has no instant before 1970", () => {
    expect(() => uuidv7(-1)).toThrow(RangeError)
  })
})

describe("random text", () => {
  it("is as long as it is asked for, and uses every letter", () => {
    expect(randomText(100_000)).toHaveLength(100_000)
    expect(new Set(randomText(5000, "abc"))).toEqual(new Set("abc"))
  })
})
