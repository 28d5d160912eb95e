import { runs } from "@croupier/core/testing/LongRun"
import { describe, expect, it } from "@effect/vitest"
import { FastCheck } from "effect"
import type { Command } from "../src/contract.js"
import { brands, opening, openingAccount, sequence } from "../src/testing/Commands.js"
import { laws } from "../src/testing/laws.js"
import { memorySubject } from "../src/testing/MemoryBooks.js"
import { emptyLedger, postTo } from "../src/WalletMemory.js"

describe("the laws of every wallet, in memory", () => {
  for (const law of laws) it(law.name, () => law.hold(memorySubject, runs(1000)))

  it("the random histories reach every command and every kind of refusal, so that no law holds for want of a case", () => {
    const accepted = new Set<Command["_tag"]>()
    const refusals = new Set<string>()
    for (const history of FastCheck.sample(sequence, { numRuns: 600, seed: 7 })) {
      const ledger = emptyLedger()
      for (const brand of brands) ledger.world.putReceiving({ ...openingAccount(brand), brand })
      for (const command of [...opening, ...history]) {
        const [result] = postTo(ledger, [command], 0)
        if (result?._tag === "ok") accepted.add(command._tag)
        else refusals.add(result!.reason)
      }
    }
    expect(accepted.size).toBe(26)
    expect(refusals.size, [...refusals].sort().join()).toBeGreaterThanOrEqual(18)
  })
})
