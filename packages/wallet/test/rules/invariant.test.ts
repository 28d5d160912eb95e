import { describe, expect, it } from "@effect/vitest"
import { InvariantBroken } from "../../src/rules/invariant.js"
import { Table } from "./Table.js"

/** A player with a win that was paid to an active bonus. */
const bonusWin = () => {
  const t = new Table()
  t.grant("bonus", 100)
  t.bet("b", 40)
  t.win("w", 60)
  expect(t.has).toEqual([0, 120, 0, 0])
  return t
}

describe("the reversal of a win", () => {
  const faults: ReadonlyArray<readonly [fault: string, cause: (t: Table) => void, invariant: string]> = [
    [
      "with a grant that is missing",
      ({ ledger }) => ledger.world.grants.clear(),
      "the grant of a win's bonus part is loaded"
    ],
    [
      "with an active grant that is not its wallet's",
      (t) => t.ledger.world.putWallet({ ...t.row, grant: null }),
      "an active grant is the one of its wallet"
    ],
    [
      "with a row that says it took money",
      (t) => t.ledger.world.putTransaction({ ...t.transaction("w")!, converted: 1n }),
      "no part of a win is negative"
    ]
  ]

  it.each(faults)("dies with the broken invariant and moves no money: one %s", (_, cause, invariant) => {
    const t = bonusWin()
    cause(t)
    const { entries } = t.ledger
    const before = { entries: entries.length, has: t.has }
    expect(() => t.rollback("x", "w")).toThrow(new InvariantBroken(invariant))
    expect({ entries: entries.length, has: t.has }).toEqual(before)
    expect(t.transaction("x")).toBeUndefined()
  })

  it("takes what the bonus has, then cash, and owes the rest, when no invariant is broken", () => {
    const t = bonusWin()
    t.bet("b2", 100, { round: "r2" })
    t.deposit("d", 15)
    expect(t.rollback("x", "w")).toBe("ok")
    expect(t.has).toEqual([0, 0, 0, 25])
  })
})
