import { fromUnits } from "@croupier/core/Amount"
import { describe, expect, it } from "@effect/vitest"
import { type Command, type CommandOf, TransactionKey } from "../../src/contract.js"
import { violations } from "../../src/testing/MemoryBooks.js"
import { postTo } from "../../src/WalletMemory.js"
import { Table } from "./Table.js"

const key = (name: string) => TransactionKey.provider("example", "money", name)

/** A player with this much cash left after a bet of 50 (`b`) and a win of 60 (`w`). */
const played = (left: number) => {
  const t = new Table()
  t.deposit("in", 100)
  t.bet("b", 50)
  t.win("w", 60)
  t.do("adjust", "spend", { account: "cash", direction: "debit", amount: fromUnits(BigInt(110 - left)), reason: "x" })
  const { brand, id: wallet } = t.row
  const own = { brand, wallet, actor: { kind: "system", id: "example" } } as const
  const back = (name: string, of: string): CommandOf<"rollback"> => ({
    _tag: "rollback",
    ...own,
    key: key(name),
    original: key(of),
    shortfall: "clamp"
  })
  const bet = (name: string, amount: number): CommandOf<"bet"> => ({
    _tag: "bet",
    ...own,
    key: key(name),
    currency: t.row.currency,
    amount: fromUnits(BigInt(amount)),
    round: { provider: "hub88", id: "next" },
    game: { code: "starlight", category: "slots" }
  })
  const group = (...commands: ReadonlyArray<Command>) => {
    const results = postTo(t.ledger, commands, t.now).map((result) => (result._tag === "ok" ? "ok" : result.reason))
    expect(violations(t.ledger)).toEqual([])
    return results
  }
  return { t, back, bet, group }
}

describe("a group", () => {
  it("that takes before it gives falls short only of what the whole of it lacks", () => {
    for (const order of [
      ["w", "b"],
      ["b", "w"]
    ]) {
      const { back, group, t } = played(20)
      expect(group(...order.map((of) => back(`x${of}`, of)))).toEqual(["ok", "ok"])
      expect(t.has).toEqual([10, 0, 0, 0])
    }
  })

  it("judges its bets in the listed order: what is taken before a bet does not fund it, what is taken after does", () => {
    const first = played(60)
    expect(first.group(first.back("x", "w"), first.bet("n", 10))).toEqual(["group-refused", "insufficient-funds"])
    const second = played(60)
    expect(second.group(second.bet("n", 10), second.back("x", "w"))).toEqual(["ok", "ok"])
    expect(second.t.has).toEqual([0, 0, 0, 0])
    const third = played(60)
    expect(third.group(third.back("x", "w"), third.bet("n", 10), third.back("y", "b"))).toEqual(["ok", "ok", "ok"])
    expect(third.t.has).toEqual([40, 0, 0, 0])
  })

  it("reverses what is in it after it, and refuses what was reversed before it", () => {
    const after = played(60)
    expect(after.group(after.back("y", "w"), after.bet("n", 0), after.back("x", "n"))).toEqual(["ok", "ok", "ok"])
    const before = played(60)
    expect(before.group(before.back("x", "n"), before.bet("n", 10))).toEqual(["group-refused", "already-rolled-back"])
  })

  it("answers each part in its listed place, with the version that gives the order in which they were done", () => {
    const { back, t } = played(20)
    const results = postTo(t.ledger, [back("xw", "w"), back("xb", "b")], t.now)
    expect(results).toMatchObject([
      { moved: { cash: -60n }, version: 7n, balance: { cash: 10n } },
      { moved: { cash: 50n }, version: 6n, balance: { cash: 70n } }
    ])
  })
})
