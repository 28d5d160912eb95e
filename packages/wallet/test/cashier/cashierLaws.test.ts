import { runs } from "@croupier/core/testing/LongRun"
import { describe, it } from "@effect/vitest"
import { cashierLaws } from "../../src/testing/cashierLaws.js"
import { memorySubject } from "../../src/testing/MemoryBooks.js"

describe("the laws of the cashier, in memory", () => {
  const [path, ...rest] = cashierLaws
  it(path!.name, () => path!.hold(memorySubject, runs(400)))
  for (const law of rest) it(law.name, () => law.hold(memorySubject, 1))
})
