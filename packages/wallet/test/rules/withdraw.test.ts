import { describe, expect, it } from "@effect/vitest"
import { defaultWithdrawalTerms, type WithdrawalTerms } from "../../src/contract.js"
import { operator, Table } from "./Table.js"

/** Funded, at a brand that sets terms; amounts in main units, of which 0.00001 are ten. */
const withTerms = (terms: Partial<WithdrawalTerms>) => {
  const t = new Table({ withdrawals: { EUR: { ...defaultWithdrawalTerms, ...terms } } as never })
  t.deposit("in", 200)
  return t
}

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

  it("is neither approved nor paid while withdrawals are blocked, and what the bank has paid is booked", () => {
    const t = funded()
    t.hold("w1", 60)
    t.hold("w2", 10)
    t.order("o2", "w2")
    t.block("no", "withdraw")
    expect(t.hold("w3", 10)).toBe("player-locked")
    expect(t.order("o1", "w1")).toEqual(["player-locked", "withdrawal-state"])
    expect(t.settle("s2", "w2")).toBe("ok")
  })

  it("is neither approved nor paid while a debt is open that arose since, and is given back then", () => {
    const t = funded()
    t.hold("w1", 60)
    t.hold("w2", 40)
    t.approve("a2", "w2")
    t.reverseDeposit("x", "in")
    expect(t.has).toEqual([0, 0, 100, 100])
    expect([t.approve("a1", "w1"), t.pay("p2", "w2")]).toEqual(["debt-open", "debt-open"])
    expect([t.release("r1", "w1"), t.release("r2", "w2")]).toEqual(["ok", "ok"])
    expect(t.do("debt-settle", "s", { amount: 100n as never })).toBe("ok")
    expect(t.has).toEqual([0, 0, 0, 0])
  })

  it("is not paid out of a frozen wallet, which still takes wins, rollbacks, deposits and releases", () => {
    const t = funded()
    t.bet("b1", 10)
    t.hold("w1", 60)
    t.hold("w0", 10)
    t.order("o0", "w0")
    t.approve("a1", "w1")
    t.block("f1", "withdraw", { source: "reconciliation" })
    t.block("f2", "bet", { source: "reconciliation" })
    expect(t.pay("p1", "w1")).toBe("player-locked")
    expect(t.settle("s0", "w0"), "the bank has paid it, and that is a fact").toBe("ok")
    expect(t.hold("w2", 1)).toBe("player-locked")
    expect(t.bet("b2", 1)).toBe("player-locked")
    expect([t.win("w", 5), t.rollback("x", "b1"), t.deposit("d", 5)]).toEqual(["ok", "ok", "ok"])
    expect(t.events.filter(({ type }) => type === "wallet.account-frozen")).toHaveLength(2)
  })
})

describe("a withdrawal on its way", () => {
  const operators = [operator("ann"), operator("bob")] as const

  it("with a failed payout stays held, and is approved again or released", () => {
    const t = funded()
    t.hold("w1", 60)
    t.order("o1", "w1")
    const first = t.withdrawal("w1").payout
    expect([t.fails("f1", "w1"), t.has]).toEqual(["ok", [40, 0, 60, 0]])
    expect(t.settle("s0", "w1"), "no payout has begun").toBe("withdrawal-state")
    expect(t.order("o2", "w1")).toEqual(["ok", "ok"])
    expect(t.withdrawal("w1").payout).not.toBe(first)
    expect(t.fails("f2", "w1")).toBe("ok")
    expect([t.release("r", "w1"), t.has]).toEqual(["ok", [100, 0, 0, 0]])
    expect(t.withdrawal("w1")).toMatchObject({ status: "rejected", reason: "example" })
  })

  it("is not settled or failed by late news of an earlier payout", () => {
    const t = funded()
    t.hold("w1", 60)
    t.order("o1", "w1")
    const first = t.withdrawal("w1").payout!
    t.fails("f1", "w1", first)
    t.order("o2", "w1")
    expect([t.settle("s1", "w1", first), t.fails("f2", "w1", first)]).toEqual(["payout-mismatch", "payout-mismatch"])
    expect(t.settle("s2", "w1", t.withdrawal("w1").payout!)).toBe("ok")
    expect(t.has).toEqual([40, 0, 0, 0])
  })

  it("over the threshold is approved by two people, who are two, and again so after a payout failed", () => {
    const t = withTerms({ twoPeopleOver: "0.00005" })
    t.hold("w0", 50)
    expect(t.approve("a0", "w0"), "not over it").toBe("ok")
    t.hold("w1", 51)
    expect(t.approve("a1", "w1"), "a service is no operator").toBe("operator-needed")
    for (const round of [1, 2]) {
      expect(t.approve(`ann ${round}`, "w1", operators[0])).toBe("ok")
      expect(t.pay(`early ${round}`, "w1")).toBe("withdrawal-state")
      expect(t.approve(`ann again ${round}`, "w1", operators[0])).toBe("same-person")
      expect(t.approve(`bob ${round}`, "w1", operators[1])).toBe("ok")
      expect(t.withdrawal("w1").approvedBy).toEqual(operators)
      expect(t.pay(`pay ${round}`, "w1")).toBe("ok")
      expect(t.fails(`fail ${round}`, "w1")).toBe("ok")
    }
  })

  it("with a review reason is approved by an operator, and by no other kind of actor", () => {
    const t = funded()
    t.hold("w1", 60, { reviews: ["holder-is-another"] })
    for (const kind of ["player", "agent", "provider", "service", "system"] as const) {
      expect(t.approve("a1", "w1", { kind, id: "ann" })).toBe("operator-needed")
    }
    expect(t.approve("a2", "w1", operators[0])).toBe("ok")
  })

  it("loses the approvals that did not know a new review reason, and is not paid on them", () => {
    const t = withTerms({ twoPeopleOver: "0.00005" })
    const reviews = ["account-is-shared"] as const
    t.hold("w1", 60)
    t.approve("a1", "w1", operators[0])
    expect(t.approve("a2", "w1", operators[1], { reviews })).toBe("ok")
    expect(t.withdrawal("w1")).toMatchObject({ status: "requested", reviews, approvedBy: [operators[1]] })
    expect(t.approve("a3", "w1", operators[0], { reviews })).toBe("ok")
    expect(t.withdrawal("w1")).toMatchObject({ status: "approved" })
    expect(t.pay("p1", "w1", { reviews: [...reviews, "holder-is-another"] })).toBe("reviews-changed")
    expect(t.pay("p2", "w1", { reviews })).toBe("ok")
  })

  it("over a threshold that was lowered since is approved by two operators", () => {
    const t = funded()
    t.hold("w1", 60)
    t.policy({ withdrawals: { EUR: { ...defaultWithdrawalTerms, twoPeopleOver: "0.00005" } } as never })
    t.approve("a1", "w1", operators[0])
    expect(t.withdrawal("w1")).toMatchObject({ status: "requested", twoPeople: true })
    t.approve("a2", "w1", operators[1])
    expect(t.withdrawal("w1").status).toBe("approved")
  })

  it("is held, approved and paid only for the version of the wallet that was seen, whatever has changed it since", () => {
    const adjust = (t: Table, key: string) =>
      t.do("adjust", key, { account: "cash", direction: "credit", amount: 5n as never, reason: "example" })
    const t = new Table()
    adjust(t, "in")
    expect([t.row.eventVersion, t.row.version]).toEqual([0n, 2n])
    expect(t.hold("w1", 5, { seen: 0 }), "no posting made an event").toBe("unseen-events")
    expect(t.last).toMatchObject({ eventVersion: 0n, walletVersion: 2n })
    adjust(t, "more")
    expect(t.hold("w1", 5, { seen: 2 })).toBe("unseen-events")
    expect(t.hold("w1", 5, { seen: 3 })).toBe("ok")
    expect(t.approve("a1", "w1", operators[0], { seen: 3 }), "its own request is a change too").toBe("unseen-events")
    expect(t.approve("a1", "w1", operators[0], { seen: 4 })).toBe("ok")
    t.block("b", "bet")
    expect(t.pay("p1", "w1", { seen: 5 })).toBe("unseen-events")
    expect(t.pay("p1", "w1", { seen: 6 })).toBe("ok")
  })

  it("keeps to what the brand allows: smallest, largest, how many in a day of its timezone", () => {
    const t = withTerms({ minimum: "0.00001", maximum: "0.00002", perDay: 2 })
    expect([t.hold("w1", 9), t.hold("w1", 21)]).toEqual(["under-minimum", "over-maximum"])
    expect([t.hold("w1", 10), t.hold("w2", 20)]).toEqual(["ok", "ok"])
    expect(t.hold("w3", 10)).toBe("too-many-today")
    t.release("r1", "w1")
    expect(t.hold("w3", 10), "a released one still counts as requested").toBe("too-many-today")
    t.now += 24 * 3_600_000
    expect(t.hold("w3", 10)).toBe("ok")
  })

  it("is taken back by its player while it is requested, where the brand offers that", () => {
    const player = { kind: "player", id: "p" } as const
    const t = funded()
    t.hold("w1", 60)
    t.approve("a1", "w1")
    expect(t.release("c1", "w1", "cancelled", player)).toBe("withdrawal-state")
    t.hold("w2", 10)
    expect(t.release("c2", "w2", "cancelled", player)).toBe("ok")
    const strict = withTerms({ playerMayCancel: false })
    strict.hold("w1", 60)
    expect(strict.release("c1", "w1", "cancelled", player)).toBe("not-cancellable")
    expect(strict.release("r1", "w1")).toBe("ok")
  })

  it("publishes each movement as an event with the balances after it", () => {
    const t = funded()
    t.hold("w1", 60)
    t.order("o1", "w1")
    t.settle("s1", "w1")
    t.giveBack("g1", "w1")
    t.hold("w2", 30)
    t.release("r2", "w2")
    const told = t.events.map(({ balance, moved, type, version }) => [
      type.slice("wallet.".length),
      version,
      ...[balance.cash, balance.held, moved.cash, moved.held].map(Number)
    ])
    expect(told.slice(1)).toEqual([
      ["withdrawal-requested", 2n, 40, 60, -60, 60],
      ["withdrawal-settled", 3n, 40, 0, 0, -60],
      ["withdrawal-returned", 4n, 100, 0, 60, 0],
      ["withdrawal-requested", 5n, 70, 30, -30, 30],
      ["withdrawal-rejected", 6n, 100, 0, 30, -30]
    ])
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
