import { describe, expect, it } from "vitest"
import { importersOfLongRun, longTestFiles, readersOfTheVariable } from "./support/longTestFiles.js"

describe("the long run", () => {
  it("has every file that does more in it: a helper that asks would leave its test file out", () => {
    expect(readersOfTheVariable()).toEqual(["packages/core/src/testing/LongRun.ts"])
    expect(importersOfLongRun().filter((path) => !path.endsWith(".test.ts"))).toEqual([])
    expect(longTestFiles()).toEqual(
      expect.arrayContaining(["tests/faults/faults.test.ts", "packages/wallet/test/sql/differential.test.ts"])
    )
  })
})
