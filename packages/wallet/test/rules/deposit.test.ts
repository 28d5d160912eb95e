import { describe, expect, it } from "@effect/vitest"
import { operator, Table } from "./Table.js"

const minute = 60_000

describe("a deposit", () => {
  it("moves money from the bank to cash, and back when the bank cancels it", () => {
    const t = new Table()
    expect(t.deposit("in", 100)).toBe("ok")
    expect([t.has, t.brandHas("bank", "main")]).toEqual([[100, 0, 0, 0], -100])
    expect(t.reverseDeposit("out", "in")).toBe("ok")
    expect([t.has, t.brandHas("bank", "main")]).toEqual([[0, 0, 0, 0], 0])
    expect(t.reverseDeposit("out2", "in")).toBe("already-rolled-back")
  })

  it("that was played before the bank cancelled it leaves a debt", () => {
    const t = new Table()
    t.deposit("in", 100)
    t.bet("b1", 70)
    t.reverseDeposit("out", "in")
    expect(t.has).toEqual([0, 0, 0, 70])
    expect(t.brandHas("bank", "main")).toBe(0)
    t.win("w1", 200)
    expect(t.has).toEqual([200, 0, 0, 70])
  })

  it("is reversed by its own key, and nothing else is", () => {
    const t = new Table()
    expect(t.reverseDeposit("out", "none")).toBe("unknown-original")
    t.grant("bonus", 10)
    expect(t.reverseDeposit("out", "bonus")).toBe("not-reversible")
  })

  it("is held to the player's limit, gross: what was withdrawn in between does not make room", () => {
    const t = new Table()
    t.limit("l", "deposit", "day", 100)
    expect(t.deposit("d1", 101)).toBe("limit")
    expect(t.deposit("d2", 60)).toBe("ok")
    t.hold("w", 60)
    t.order("o", "w")
    expect(t.settle("s", "w")).toBe("ok")
    expect(t.deposit("d3", 41)).toBe("limit")
    expect(t.deposit("d4", 40)).toBe("ok")
  })

  it("without a request is refused while deposits are blocked", () => {
    const t = new Table()
    t.block("no", "deposit")
    expect(t.deposit("d1", 10)).toBe("player-locked")
  })
})

describe("a deposit request", () => {
  it("moves nothing, and its completion credits it once", () => {
    const t = new Table()
    expect(t.ask("q1", 100)).toBe("ok")
    expect([t.has, t.ledger.entries.length]).toEqual([[0, 0, 0, 0], 0])
    expect(t.complete("c1", "q1", 100)).toBe("ok")
    expect(t.last).toMatchObject({ requestStatus: "completed", balance: { cash: 100n } })
    expect(t.complete("c2", "q1", 100)).toBe("request-ended")
    expect(t.complete("c1", "q1", 100)).toBe("ok")
    expect(t.has).toEqual([100, 0, 0, 0])
    expect(t.events.map(({ type }) => type)).toEqual(["wallet.deposit-completed"])
  })

  it("of one player is one at a time, and the refusal names the one in the way", () => {
    const t = new Table()
    t.ask("q1", 100)
    expect(t.ask("q2", 100)).toBe("request-pending")
    expect(t.last).toMatchObject({ request: t.request("q1").id })
    t.endRequest("e1", "q1", "cancelled")
    expect(t.ask("q2", 100)).toBe("ok")
  })

  it("says into which account to pay: the first open one of the currency, remembered whatever the brand changes", () => {
    const t = new Table()
    t.account({ id: "krw", currency: "KRW" as never })
    t.account({ id: "main", status: "closed" })
    expect(t.ask("q1", 100)).toBe("no-receiving-account")
    t.account({ id: "next", accountNumber: "next" })
    t.account({ id: "other", accountNumber: "other" })
    t.ask("q1", 100)
    t.account({ id: "next", accountNumber: "changed", status: "closed" })
    expect(t.request("q1").payTo).toEqual({ account: "next", bank: "Riva", accountNumber: "next", holder: "Aurora" })
    expect(t.ask("q1", 100)).toBe("ok")
    expect(t.last).toMatchObject({ replayed: true })
  })

  it("is assigned an account within its cap of the day, for its groups, and the next one after that", () => {
    const t = new Table()
    t.account({ dailyCap: 150n as never })
    t.account({ id: "vip", accountNumber: "vip", groups: ["vip"] })
    t.account({ id: "z-last", accountNumber: "last", dailyCap: 60n as never })
    const toldOf = (name: string) => t.request(name).payTo.account
    t.ask("q1", 100)
    t.complete("c1", "q1", 100)
    t.ask("q2", 60)
    expect([toldOf("q1"), toldOf("q2")]).toEqual(["main", "z-last"])
    t.endRequest("e2", "q2", "cancelled")
    expect(t.ask("q3", 61)).toBe("no-receiving-account")
    expect(t.ask("q3", 61, 1000, { groups: ["vip"] })).toBe("ok")
    expect(toldOf("q3")).toBe("vip")
    t.endRequest("e3", "q3", "cancelled")
    t.now += 24 * 3_600_000
    t.ask("q4", 150)
    expect(toldOf("q4")).toBe("main")
  })

  it("has a reference that no other open one has", () => {
    const t = new Table()
    t.ask("q1", 100)
    expect(t.ask("q2", 100, 1000, { reference: "ABC234" })).toBe("request-pending")
    t.ledger.world.putReference("aurora", "TAKEN2")
    t.endRequest("e1", "q1", "cancelled")
    expect(t.ask("q2", 100, 1000, { reference: "TAKEN2" })).toBe("reference-taken")
    expect(t.ask("q2", 100, 1000, { reference: "ABC234" }), "of one that has ended").toBe("ok")
  })

  it.each([
    ["its account is switched off", "account-closed", (t: Table) => t.account({ status: "closed" }), {}],
    ["another name than the holder's was announced", "other-depositor", () => {}, { review: "other-depositor" }]
  ] as const)("is reviewed when its money arrives although %s", (_why, reason, change, own) => {
    const t = new Table()
    t.ask("q1", 100, 1000, own)
    change(t)
    expect([t.complete("c1", "q1", 100), t.has]).toEqual(["ok", [0, 0, 0, 0]])
    expect(t.request("q1")).toMatchObject({ status: "review", review: reason })
    for (const kind of ["player", "agent", "provider", "service", "system"] as const) {
      expect(t.complete("c2", "q1", 100, { actor: { kind, id: "ann" } })).toBe("operator-needed")
    }
    expect([t.complete("c2", "q1", 100, { actor: operator("ann") }), t.has]).toEqual(["ok", [100, 0, 0, 0]])
  })

  it("is not completed with another amount, or another player's", () => {
    const t = new Table()
    t.ask("q1", 100)
    expect(t.complete("c1", "q1", 99)).toBe("duplicate-mismatch")
    expect(t.complete("c2", "q2", 100)).toBe("unknown-request")
    expect(t.has).toEqual([0, 0, 0, 0])
  })

  it("that is paid too late goes to review without a credit, and a person may still complete or reject it", () => {
    const t = new Table()
    t.ask("q1", 100, 10 * minute)
    t.now += 10 * minute
    expect(t.complete("c1", "q1", 100)).toBe("ok")
    expect(t.last).toMatchObject({ requestStatus: "review", balance: { cash: 0n } })
    expect(t.ask("q2", 100)).toBe("request-pending")
    expect(t.endRequest("e1", "q1", "cancelled")).toBe("request-ended")
    expect(t.endRequest("e2", "q1", "expired")).toBe("request-ended")
    expect(t.complete("c2", "q1", 100, { actor: operator("ann") })).toBe("ok")
    expect(t.has).toEqual([100, 0, 0, 0])
    const rejected = new Table()
    rejected.ask("q1", 100, 10 * minute)
    rejected.now += 10 * minute
    rejected.complete("c1", "q1", 100)
    expect(rejected.endRequest("e1", "q1", "rejected")).toBe("ok")
    expect(rejected.complete("c2", "q1", 100)).toBe("request-ended")
  })

  it("in time by a millisecond is credited", () => {
    const t = new Table()
    t.ask("q1", 100, 10 * minute)
    t.now += 10 * minute - 1
    expect(t.endRequest("e1", "q1", "expired")).toBe("request-ended")
    t.complete("c1", "q1", 100)
    expect(t.has).toEqual([100, 0, 0, 0])
  })

  it("is closed by an exclusion, gives its limit back, and money that comes for it goes to review", () => {
    const t = new Table()
    t.limit("l", "deposit", "day", 100)
    t.ask("q1", 100)
    t.block("x", "deposit", { source: "exclusion" })
    expect(t.request("q1").status).toBe("cancelled")
    expect(t.ask("q2", 100)).toBe("player-locked")
    expect(t.complete("c1", "q1", 100)).toBe("ok")
    expect(t.request("q1")).toMatchObject({ status: "review", review: "blocked-player" })
    expect(t.has).toEqual([0, 0, 0, 0])
    const ann = { actor: operator("ann") }
    expect(t.complete("c2", "q1", 100, ann), "the decision does not say that the player is excluded").toBe(
      "player-locked"
    )
    expect(t.complete("c2", "q1", 100, { ...ann, despite: ["over-limit"] })).toBe("player-locked")
    expect(t.endRequest("e1", "q1", "rejected")).toBe("ok")
    t.unblock("y", "deposit", "exclusion")
    expect(t.ask("q2", 100)).toBe("ok")
  })

  it("closed by a block does not prevent the next one when its money arrives late", () => {
    const t = new Table()
    t.limit("l", "deposit", "day", 150)
    t.ask("q1", 100)
    t.block("x", "deposit", { until: t.now + minute })
    t.now += minute
    t.ask("q2", 50)
    expect(t.complete("c1", "q1", 100)).toBe("ok")
    expect([t.request("q1").status, t.request("q2").status]).toEqual(["review", "pending"])
    expect(t.complete("c3", "q1", 100, { actor: operator("ann") })).toBe("ok")
    expect([t.request("q2").status, t.ask("q3", 1)]).toEqual(["pending", "request-pending"])
    expect(t.complete("c2", "q2", 50)).toBe("ok")
    expect(t.last).toMatchObject({ requestStatus: "completed" })
    expect([t.has, t.row.request, t.ask("q3", 1)]).toEqual([[150, 0, 0, 0], null, "limit"])
  })

  it("is left alone by a block on something else, and in review by a block on deposits, which a decision names", () => {
    const t = new Table()
    t.ask("q1", 100, minute)
    t.block("b", "bet")
    expect(t.request("q1").status).toBe("pending")
    t.now += minute
    t.complete("c1", "q1", 100)
    t.block("d", "deposit")
    expect(t.request("q1").status).toBe("review")
    expect(t.complete("c2", "q1", 100, { actor: operator("ann"), despite: ["blocked-player"] })).toBe("ok")
    expect(t.last).toMatchObject({ requestStatus: "completed" })
  })

  it("under a limit that was lowered in between goes to review, and a decision has to name that", () => {
    const t = new Table()
    t.ask("q1", 100)
    t.limit("l", "deposit", "day", 99)
    expect([t.complete("c1", "q1", 100), t.has]).toEqual(["ok", [0, 0, 0, 0]])
    expect(t.request("q1")).toMatchObject({ status: "review", review: "over-limit" })
    const ann = { actor: operator("ann") }
    expect(t.complete("c2", "q1", 100, ann)).toBe("limit")
    expect([t.complete("c2", "q1", 100, { ...ann, despite: ["over-limit"] }), t.has]).toEqual(["ok", [100, 0, 0, 0]])
  })

  it("with money that arrives in a later period has to fit into that one's limit, and counts in its own", () => {
    const t = new Table()
    t.limit("l", "deposit", "day", 100)
    t.ask("q1", 60, 48 * 60 * minute)
    t.now += 24 * 60 * minute
    expect(t.deposit("d1", 41)).toBe("ok")
    expect([t.complete("c1", "q1", 60), t.request("q1").review]).toEqual(["ok", "over-limit"])
    const other = new Table()
    other.limit("l", "deposit", "day", 100)
    other.ask("q1", 60, 48 * 60 * minute)
    other.now += 24 * 60 * minute
    other.complete("c1", "q1", 60)
    expect([other.request("q1").status, other.deposit("d1", 100)]).toEqual(["completed", "ok"])
  })

  it("counts towards the limit while it is pending and once completed, not after it has ended without money", () => {
    const t = new Table()
    t.limit("l", "deposit", "week", 100)
    t.ask("q1", 60)
    expect(t.deposit("d1", 41)).toBe("limit")
    t.endRequest("e1", "q1", "rejected")
    t.ask("q2", 100)
    t.complete("c2", "q2", 100)
    expect(t.ask("q3", 1)).toBe("limit")
  })

  it("ended in a later period makes no room in it", () => {
    const t = new Table()
    t.limit("l", "deposit", "day", 100)
    t.ask("q1", 100, 48 * 60 * minute)
    t.now += 24 * 60 * minute
    t.deposit("d1", 100)
    t.endRequest("e1", "q1", "cancelled")
    expect(t.deposit("d2", 1)).toBe("limit")
  })
})
