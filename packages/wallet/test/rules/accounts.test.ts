import type { CurrencyCode } from "@croupier/core/Currency"
import { describe, expect, it } from "@effect/vitest"
import { operator, Table } from "./Table.js"

const units = (amount: bigint) => amount as never

describe("a wallet", () => {
  it("is opened once, in one permanent currency", () => {
    const t = new Table()
    expect(t.do("open", "open", { kind: "player" })).toBe("ok")
    expect(t.last).toMatchObject({ replayed: true })
    expect(t.do("open", "again", { kind: "player" })).toBe("wallet-exists")
    expect(t.do("deposit", "krw", { amount: units(1n), from: { kind: "bank", sub: "" }, ...krw })).toBe(
      "wrong-currency"
    )
    expect(t.do("bet", "b", { ...nowhere, amount: units(0n) } as never)).toBe("wallet-not-found")
  })
})

const krw = { currency: "KRW" as CurrencyCode } as object
const nowhere = {
  wallet: "00000000-0000-7000-8000-00000000dead",
  round: { provider: "hub88", id: "r" },
  game: { code: "g", category: "slots" }
}

describe("an adjustment", () => {
  it("moves between the brand and a player's cash or bonus, with its reason", () => {
    const t = new Table()
    expect(t.do("adjust", "a1", { account: "cash", direction: "credit", amount: units(50n), reason: "goodwill" })).toBe(
      "ok"
    )
    expect(t.do("adjust", "a2", { account: "cash", direction: "debit", amount: units(51n), reason: "error" })).toBe(
      "insufficient-funds"
    )
    expect(t.do("adjust", "a3", { account: "cash", direction: "debit", amount: units(20n), reason: "error" })).toBe(
      "ok"
    )
    expect([t.has, t.brandHas("adjustment")]).toEqual([[30, 0, 0, 0], -30])
    expect(t.transaction("a3")!.reason).toBe("error")
  })

  it("is decided by an operator or corrected by the system, and so is a write-off; no other actor may", () => {
    const t = new Table()
    t.deposit("in", 100)
    t.bet("b1", 100)
    t.reverseDeposit("x", "in")
    const credit = { account: "cash", direction: "credit", amount: units(5n), reason: "goodwill" } as const
    const writeOff = { amount: units(5n), reason: "goodwill" }
    for (const kind of ["player", "agent", "provider", "service"] as const) {
      const actor = { kind, id: "ann" } as const
      expect(t.do("adjust", "a1", { ...credit, actor })).toBe("operator-needed")
      expect(t.do("debt-write-off", "w1", { ...writeOff, actor })).toBe("operator-needed")
    }
    expect(t.do("adjust", "a1", { ...credit, actor: operator("ann") })).toBe("ok")
    expect(t.do("debt-write-off", "w1", { ...writeOff, actor: operator("ann") })).toBe("ok")
  })

  it("of bonus money needs a bonus", () => {
    const t = new Table()
    const credit = { account: "bonus", direction: "credit", amount: units(5n), reason: "goodwill" } as const
    expect(t.do("adjust", "a1", credit)).toBe("unknown-grant")
    t.grant("bonus", 10)
    expect(t.do("adjust", "a1", credit)).toBe("ok")
    expect(t.do("adjust", "a2", { ...credit, direction: "debit", amount: units(16n) })).toBe("insufficient-funds")
    t.deposit("d", 100)
    expect(t.do("adjust", "a2", { ...credit, direction: "debit", amount: units(16n) })).toBe("insufficient-funds")
    expect(t.has).toEqual([100, 15, 0, 0])
  })
})

describe("a commission", () => {
  it("is paid from the commission account to cash", () => {
    const t = new Table()
    expect(t.do("commission-payout", "c1", { amount: units(7n) })).toBe("ok")
    expect([t.has, t.brandHas("commission")]).toEqual([[7, 0, 0, 0], -7])
  })
})

describe("a transfer of the brand", () => {
  it("moves money between two of its accounts and touches no wallet", () => {
    const t = new Table()
    const before = t.row
    expect(t.transfer("t1", 500, { kind: "bank", sub: "main" }, { kind: "suspense", sub: "" })).toBe("ok")
    expect(t.last).toMatchObject({ balance: null })
    expect([t.brandHas("bank", "main"), t.brandHas("suspense")]).toEqual([-500, 500])
    expect(t.row).toBe(before)
    expect(t.transfer("t1", 500, { kind: "bank", sub: "main" }, { kind: "suspense", sub: "" })).toBe("ok")
    expect(t.brandHas("suspense")).toBe(500)
  })

  it("is not from an account to itself; two bank accounts are two", () => {
    const t = new Table()
    expect(t.transfer("t1", 5, { kind: "bank", sub: "a" }, { kind: "bank", sub: "a" })).toBe("same-account")
    expect(t.transfer("t2", 5, { kind: "bank", sub: "a" }, { kind: "bank", sub: "b" })).toBe("ok")
  })

  it("keeps unidentified money in suspense until its player is known", () => {
    const t = new Table()
    t.transfer("t1", 80, { kind: "bank", sub: "main" }, { kind: "suspense", sub: "" })
    expect(t.do("deposit", "d1", { amount: units(80n), from: { kind: "suspense", sub: "" } })).toBe("ok")
    expect([t.has, t.brandHas("suspense"), t.brandHas("bank", "main")]).toEqual([[80, 0, 0, 0], 0, -80])
    t.reverseDeposit("x1", "d1")
    expect([t.has, t.brandHas("suspense")]).toEqual([[0, 0, 0, 0], 80])
  })
})
