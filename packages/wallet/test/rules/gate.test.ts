import { describe, expect, it } from "@effect/vitest"
import { Table } from "./Table.js"

const funded = () => {
  const t = new Table()
  t.deposit("in", 100)
  return t
}

describe("the gate", () => {
  it("closes no deposit request for a block that has ended before it is set", () => {
    const t = new Table()
    t.ask("q", 50)
    expect(t.block("late", "deposit", { until: t.now })).toBe("ok")
    expect(t.complete("c", "q", 50)).toBe("ok")
    expect(t.has).toEqual([50, 0, 0, 0])
  })

  it("refuses the very next bet, with its source and reason, until the block is lifted", () => {
    const t = funded()
    t.block("no", "bet")
    expect(t.bet("b1", 10)).toBe("player-locked")
    expect(t.last).toMatchObject({ detail: "bet is blocked (operator): example", balance: { cash: 100n } })
    t.unblock("yes", "bet")
    expect(t.bet("b1", 10)).toBe("ok")
  })

  it("ends a block by itself at its time, to the millisecond", () => {
    const t = funded()
    t.block("pause", "bet", { until: t.now + 1000 })
    t.now += 999
    expect(t.bet("b1", 10)).toBe("player-locked")
    t.now += 1
    expect(t.bet("b1", 10)).toBe("ok")
  })

  it("keeps blocks of different sources apart: each lifts only its own", () => {
    const t = funded()
    t.block("a", "bet", { source: "status" })
    t.block("b", "bet", { source: "exclusion" })
    t.unblock("c", "bet", "status")
    expect(t.bet("b1", 10)).toBe("player-locked")
    t.unblock("d", "bet", "exclusion")
    expect(t.bet("b1", 10)).toBe("ok")
  })

  it("replaces a block of the same source and scope, and drops those that have ended", () => {
    const t = funded()
    t.block("a", "bet", { until: t.now + 1000 })
    t.block("b", "bet", { until: t.now + 5000 })
    expect(t.row.blocks).toHaveLength(1)
    t.now += 5000
    t.block("c", "withdraw")
    expect(t.row.blocks.map(({ scope }) => scope)).toEqual(["withdraw"])
  })

  it("blocks one thing and not another", () => {
    const t = funded()
    t.block("a", "withdraw")
    expect([t.bet("b1", 10), t.deposit("d", 5), t.grant("g", 5)]).toEqual(["ok", "ok", "ok"])
    expect(t.hold("w", 5)).toBe("player-locked")
  })

  it("leaves limits as they are where a change does not name them, and removes them with an empty list", () => {
    const t = funded()
    t.limit("l", "stake", "day", 10)
    t.block("a", "withdraw")
    expect(t.bet("b1", 11)).toBe("limit")
    t.do("gate", "none", { change: { set: [], clear: [], limits: [] } })
    expect(t.bet("b1", 11)).toBe("ok")
  })

  it("writes no entry and no event for a block, and one for a freeze", () => {
    const t = funded()
    const before = t.ledger.entries.length
    t.block("a", "bet")
    t.block("f", "bet", { source: "reconciliation" })
    expect(t.ledger.entries).toHaveLength(before)
    expect(t.events.map(({ type }) => type)).toEqual(["wallet.deposit-completed", "wallet.account-frozen"])
  })
})
