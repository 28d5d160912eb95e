import { describe, expect, it } from "@effect/vitest"
import { Table } from "./Table.js"

describe("a bonus", () => {
  it("comes from promo, one at a time; the next waits until it has ended", () => {
    const t = new Table()
    expect(t.grant("first", 50)).toBe("ok")
    expect(t.has).toEqual([0, 50, 0, 0])
    expect(t.brandHas("promo")).toBe(-50)
    expect(t.grant("second", 10)).toBe("grant-active")
    t.forfeit("f", "first")
    expect(t.grant("second", 10)).toBe("ok")
    expect(t.has).toEqual([0, 10, 0, 0])
  })

  it("is cash once converted", () => {
    const t = new Table()
    t.grant("bonus", 50)
    expect(t.convert("c", "bonus")).toBe("ok")
    expect(t.has).toEqual([50, 0, 0, 0])
    expect(t.convert("c2", "bonus")).toBe("grant-ended")
    expect(t.forfeit("f", "bonus")).toBe("grant-ended")
  })

  it("is cash up to its cap, and what is over goes back to promo", () => {
    const t = new Table()
    t.grant("bonus", 50, { maxCashOut: 30 })
    t.convert("c", "bonus")
    expect(t.has).toEqual([30, 0, 0, 0])
    expect(t.brandHas("promo")).toBe(-30)
  })

  it("goes back to promo when it is forfeited, has expired or is lost", () => {
    for (const as of ["forfeited", "expired", "lost"] as const) {
      const t = new Table()
      t.grant("bonus", 50)
      expect(t.forfeit("f", "bonus", as)).toBe("ok")
      expect(t.has).toEqual([0, 0, 0, 0])
      expect(t.brandHas("promo")).toBe(0)
      expect(t.transaction("f")!.reason).toBe(as)
    }
  })

  it("does not expire while a round of it is open; forfeiting does not wait", () => {
    const t = new Table()
    t.grant("bonus", 50)
    t.bet("b1", 20)
    expect(t.forfeit("f1", "bonus", "expired")).toBe("rounds-open")
    t.close("c1")
    expect(t.forfeit("f2", "bonus", "expired")).toBe("ok")
    const waits = new Table()
    waits.grant("bonus", 50)
    waits.bet("b1", 20)
    waits.rollback("x1", "b1")
    expect(waits.forfeit("f", "bonus", "expired")).toBe("ok")
    const open = new Table()
    open.grant("bonus", 50)
    open.bet("b1", 20)
    expect(open.forfeit("f", "bonus", "forfeited")).toBe("ok")
  })

  it("is not given to holders that may have none, and is known by its id", () => {
    const t = new Table()
    t.block("no", "bonus")
    expect(t.grant("bonus", 50)).toBe("player-locked")
    t.unblock("yes", "bonus")
    expect(t.convert("c", "other")).toBe("unknown-grant")
    expect(t.grant("bonus", 50)).toBe("ok")
    t.convert("c2", "bonus")
    expect(
      t.do("bonus-grant", "again", { ...grantOf(t), grant: t.ledger.world.grants.values().next().value!.id })
    ).toBe("duplicate-mismatch")
  })

  it("publishes what happened to it, by name", () => {
    const t = new Table()
    t.grant("one", 50)
    t.convert("c", "one")
    t.grant("two", 50)
    t.forfeit("f", "two")
    expect(t.events.map(({ type }) => type)).toEqual([
      "wallet.bonus-granted",
      "wallet.bonus-converted",
      "wallet.bonus-granted",
      "wallet.bonus-forfeited"
    ])
    expect(new Set(t.events.map(({ grant }) => grant)).size).toBe(2)
  })
})

const grantOf = (_: Table) => ({
  amount: 1n as never,
  grant: "",
  maxBet: null,
  maxCashOut: null,
  expiresAt: null,
  excludedGames: []
})
