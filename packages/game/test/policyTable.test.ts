import { hub88Policy } from "@croupier/game/hub88/hub88Policy"
import type { ProviderPolicy } from "@croupier/game/policy/ProviderPolicy"
import { softswissPolicy } from "@croupier/game/softswiss/softswissPolicy"
import { everyOrder } from "@croupier/game/testing/orders"
import { expectedOf, type Stakes } from "@croupier/game/testing/PolicyModel"
import { describe, expect, it } from "vitest"
import { adapters } from "../src/internal/adapters.js"
import { statuses } from "../src/internal/hub88/Hub88Status.js"
import { policyTable } from "../src/internal/policy/policyTable.js"
import { codes } from "../src/internal/softswiss/SoftswissCode.js"

describe("the provider policies", () => {
  it("are printed in the reference as they are", async () => {
    const page = policyTable(adapters.map(({ policy }) => policy))
    await expect(page).toMatchFileSnapshot("../../../docs/reference/provider-policies.md")
  })

  const both: ReadonlyArray<readonly [policy: ProviderPolicy<string>, words: ReadonlyArray<string>]> = [
    [hub88Policy, statuses],
    [softswissPolicy, codes]
  ]

  it.each(both)("use no word that the protocol does not have: $provider", ({ cases, words }, known) => {
    const used = [...Object.values(words), ...Object.values(cases).map(({ answer }) => answer)]
    expect(used.filter((word) => word !== "stored" && word !== "none" && !known.includes(word))).toEqual([])
  })

  it.each(both)(
    "decide each case that 90 orders can bring about: changing a cell of $provider changes what some order expects",
    (subject) => {
      const stakes: Stakes = { start: 100n, stake: 10n, payout: 30n }
      const expectations = (policy: ProviderPolicy<string>) =>
        JSON.stringify(
          everyOrder.map((order) => expectedOf(policy, stakes, order)),
          (_, value) => (typeof value === "bigint" ? value.toString() : value)
        )
      const ordinary = expectations(subject)
      const touched = Object.keys(subject.cases).filter((name) => {
        const cell = subject.cases[name as keyof typeof subject.cases]
        const cases = { ...subject.cases, [name]: { ...cell, answer: "ANOTHER" } }
        return expectations({ ...subject, cases }) !== ordinary
      })
      expect(touched).toEqual([
        "same-content",
        "win-without-bet",
        "rollback-without-bet",
        "bet-after-rollback",
        "win-after-rollback",
        "rollback-after-win"
      ])
    }
  )
})
