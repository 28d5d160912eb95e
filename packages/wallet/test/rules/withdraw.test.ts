import { describe, expect, it } from "@effect/vitest"
import { Table } from "./Table.js"

const funded = () => {
  const t = new Table()
  t.deposit("in", 100)
  return t
}

describe("a withdrawal", () => {
  it("is held, settled from held to the bank, and comes back as cash when the bank returns it", () => {
    const t = funded()
    expect(t.hold("w1", 60)).toBe("ok")
    expect(t.has).toEqual([40, 0, 60, 0])
    expect(t.bet("b1", 41)).toBe("insufficient-funds")
    expect(t.order("o1", "w1")).toEqual(["ok", "ok"])
    expect(t.has).toEqual([40, 0, 60, 0])
    expect(t.settle("s1", "w1")).toBe("ok")
    expect([t.has, t.brandHas("bank", "payouts")]).toEqual([[40, 0, 0, 0], 60])
    expect(t.giveBack("r1", "w1")).toBe("ok")
    expect([t.has, t.brandHas("bank", "payouts")]).toEqual([[100, 0, 0, 0], 0])
    expect(t.events.map(({ type }) => type).slice(1)).toEqual([
      "wallet.withdrawal-requested",
      "wallet.withdrawal-settled",
      "wallet.withdrawal-returned"
    ])
  })

  it("that is released is cash again", () => {
    const t = funded()
    t.hold("w1", 60)
    expect(t.release("r1", "w1")).toBe("ok")
    expect(t.has).toEqual([100, 0, 0, 0])
  })

  it("takes each step once and in order", () => {
    const t = funded()
    expect(t.settle("s0", "w1")).toBe("unknown-withdrawal")
    t.hold("w1", 60)
    expect(t.giveBack("g0", "w1")).toBe("withdrawal-state")
    t.order("o1", "w1")
    t.settle("s1", "w1")
    expect(t.settle("s2", "w1")).toBe("withdrawal-state")
    expect(t.release("r1", "w1")).toBe("withdrawal-state")
    t.giveBack("g1", "w1")
    expect(t.giveBack("g2", "w1")).toBe("withdrawal-state")
    expect(t.has).toEqual([100, 0, 0, 0])
  })

  it("is of cash only, and of no more than there is", () => {
    const t = funded()
    t.grant("bonus", 50)
    expect(t.hold("w1", 101)).toBe("insufficient-funds")
    expect(t.hold("w2", 100)).toBe("ok")
  })

  it("is refused while anything is owed, until the debt is settled or written off", () => {
    const t = funded()
    t.bet("b1", 100)
    t.reverseDeposit("x", "in")
    t.win("w1", 300)
    expect(t.has).toEqual([300, 0, 0, 100])
    expect(t.hold("h1", 10)).toBe("debt-open")
    expect(t.do("debt-settle", "s1", { amount: 101n as never })).toBe("over-debt")
    expect(t.do("debt-settle", "s2", { amount: 60n as never })).toBe("ok")
    expect(t.has).toEqual([240, 0, 0, 40])
    expect(t.hold("h1", 10)).toBe("debt-open")
    expect(t.do("debt-settle", "s5", { amount: 39n as never })).toBe("ok")
    expect(t.hold("h1", 10), "one unit is a debt as well").toBe("debt-open")
    expect(t.do("debt-write-off", "s3", { amount: 2n as never, reason: "goodwill" })).toBe("over-debt")
    expect(t.do("debt-write-off", "s4", { amount: 1n as never, reason: "goodwill" })).toBe("ok")
    expect([t.has, t.brandHas("adjustment")]).toEqual([[201, 0, 0, 0], -1])
    expect(t.hold("h1", 10)).toBe("ok")
  })

  it("is not begun while withdrawals are blocked, but what was begun goes on", () => {
    const t = funded()
    t.hold("w1", 60)
    t.block("no", "withdraw")
    expect(t.hold("w2", 10)).toBe("player-locked")
    expect(t.order("o1", "w1")).toEqual(["ok", "ok"])
    expect(t.settle("s1", "w1")).toBe("ok")
  })

  it("is not paid out of a frozen wallet, which still takes wins, rollbacks, deposits and releases", () => {
    const t = funded()
    t.bet("b1", 10)
    t.hold("w1", 60)
    t.hold("w0", 10)
    t.order("o0", "w0")
    t.block("f1", "withdraw", { source: "reconciliation" })
    t.block("f2", "bet", { source: "reconciliation" })
    expect(t.order("o1", "w1"), "approved, and not paid").toEqual(["ok", "player-locked"])
    expect(t.settle("s0", "w0"), "the bank has paid it, and that is a fact").toBe("ok")
    expect(t.hold("w2", 1)).toBe("player-locked")
    expect(t.bet("b2", 1)).toBe("player-locked")
    expect([t.win("w", 5), t.rollback("x", "b1"), t.deposit("d", 5)]).toEqual(["ok", "ok", "ok"])
    expect(t.events.filter(({ type }) => type === "wallet.account-frozen")).toHaveLength(2)
  })
})

describe("a debt", () => {
  it("is settled from cash there is", () => {
    const t = funded()
    t.bet("b1", 90)
    t.reverseDeposit("x", "in")
    expect(t.has).toEqual([0, 0, 0, 90])
    expect(t.do("debt-settle", "s", { amount: 1n as never })).toBe("insufficient-funds")
  })
})
