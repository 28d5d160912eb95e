import { describe, expect, it } from "@effect/vitest"
import { Table } from "./Table.js"

const table = (cash = 100, bonus = 0, policy = {}): Table => {
  const made = new Table(policy)
  made.deposit("cash", cash)
  if (bonus > 0) made.grant("bonus", bonus)
  return made
}

describe("a bet", () => {
  it("takes the whole stake or nothing, down to the last unit", () => {
    const t = table(100)
    expect(t.bet("b1", 101)).toBe("insufficient-funds")
    expect(t.last).toMatchObject({ balance: { cash: 100n } })
    expect(t.bet("b2", 100)).toBe("ok")
    expect(t.has).toEqual([0, 0, 0, 0])
    expect(t.brandHas("house", "hub88")).toBe(100)
    expect(t.bet("b3", 1)).toBe("insufficient-funds")
  })

  it("takes cash first and bonus for the rest, or the other way, as the brand says, and names the grant", () => {
    const cashFirst = table(70, 50, { funding: "cash-first" })
    cashFirst.bet("b1", 100)
    expect(cashFirst.has).toEqual([0, 20, 0, 0])
    expect(cashFirst.transaction("b1")).toMatchObject({
      moved: { cash: -70n, bonus: -30n },
      grant: cashFirst.row.grant
    })
    const bonusFirst = table(70, 50, { funding: "bonus-first" })
    bonusFirst.bet("b1", 100)
    expect(bonusFirst.has).toEqual([20, 0, 0, 0])
    expect(bonusFirst.round()).toMatchObject({ stakeCash: 50n, stakeBonus: 50n })
    expect(bonusFirst.bet("b2", 21)).toBe("insufficient-funds")
  })

  it("of cash alone names no grant, and its round keeps none", () => {
    const t = table(100, 50)
    t.bet("b1", 100)
    expect(t.transaction("b1")!.grant).toBeNull()
    expect(t.round().grant).toBeNull()
  })

  it("is refused over the bonus's maximum while the bonus is active, and only then", () => {
    const t = table(100)
    t.grant("bonus", 10, { maxBet: 5 })
    expect(t.bet("b1", 6)).toBe("max-bet")
    expect(t.bet("b2", 5)).toBe("ok")
    t.forfeit("f", "bonus")
    expect(t.bet("b3", 6)).toBe("ok")
  })

  it("is not paid from the bonus in a game that the bonus excludes", () => {
    const t = table(10)
    t.grant("bonus", 50, { excludedGames: ["barred"] })
    expect(t.bet("b1", 11, { game: "barred" })).toBe("insufficient-funds")
    expect(t.bet("b2", 10, { game: "barred", round: "r2" })).toBe("ok")
    expect(t.bet("b3", 11, { round: "r3" })).toBe("ok")
    expect(t.has).toEqual([0, 39, 0, 0])
  })

  it("in a round of an earlier grant takes no money of the next one", () => {
    const t = table(10)
    t.grant("first", 10)
    t.bet("b1", 15)
    t.convert("c", "first")
    t.grant("second", 50)
    expect(t.bet("b2", 20)).toBe("insufficient-funds")
    expect(t.bet("b3", 20, { round: "r2" })).toBe("ok")
  })

  it("is not taken by a closed round, nor where the operator takes no new bets", () => {
    const t = table(100)
    t.bet("b1", 10, { closes: true })
    expect(t.bet("b2", 10)).toBe("round-closed")
    for (const policy of [
      { play: "no-new-bets" },
      { play: "closed" },
      { providers: { hub88: "closed" } },
      { games: { "hub88/starlight": "no-new-bets" } }
    ] as const) {
      t.policy(policy)
      expect(t.bet("b3", 10, { round: "r2" })).toBe("no-new-bets")
    }
    t.policy({ providers: { other: "closed" }, games: { "hub88/else": "closed" } })
    expect(t.bet("b3", 10, { round: "r2" })).toBe("ok")
  })

  it("of nothing is a free bet: no entry, and it needs no money", () => {
    const t = new Table()
    expect(t.bet("free", 0)).toBe("ok")
    expect(t.ledger.entries).toEqual([])
  })
})

describe("a key", () => {
  it("answers as it first did, with the balance of then, and is no other command's", () => {
    const t = table(100)
    t.bet("b1", 10)
    const first = t.last
    t.bet("b2", 10)
    expect(t.bet("b1", 10)).toBe("ok")
    expect(t.last).toEqual({ ...first, replayed: true })
    expect(t.bet("b1", 11)).toBe("duplicate-mismatch")
    expect(t.bet("b1", 10, { round: "other" })).toBe("duplicate-mismatch")
    expect(t.win("b1", 10)).toBe("duplicate-mismatch")
    expect(t.has).toEqual([80, 0, 0, 0])
  })

  it("of a refused command is still free", () => {
    const t = table(10)
    expect(t.bet("b1", 20)).toBe("insufficient-funds")
    t.deposit("more", 10)
    expect(t.bet("b1", 20)).toBe("ok")
  })
})

describe("a win", () => {
  it("is split as the round's stakes were, the bonus part rounded down and the rest in cash", () => {
    const t = table(20, 10)
    t.bet("b1", 30)
    t.win("w1", 100)
    expect(t.has).toEqual([67, 33, 0, 0])
    expect(t.round()).toMatchObject({ payoutCash: 67n, payoutBonus: 33n })
  })

  it("is split by all stakes of its round, not by the last one", () => {
    const t = table(10, 40)
    t.bet("b1", 10)
    t.bet("b2", 40)
    t.win("w1", 10)
    expect(t.has).toEqual([2, 8, 0, 0])
  })

  it("of a promotion or a jackpot is cash, and so is one without any stake", () => {
    for (const kind of ["promo", "jackpot"] as const) {
      const t = table(10, 10, { funding: "bonus-first" })
      t.bet("b1", 10)
      t.win("w1", 7, { kind })
      expect(t.has).toEqual([17, 0, 0, 0])
    }
    const t = table(10, 10)
    t.win("w1", 7, { kind: "free-round" })
    expect(t.has).toEqual([17, 10, 0, 0])
  })

  it("for a bet that is unknown or undone is refused or credited, as the provider's policy says, and credited ones are reviewed", () => {
    const t = table(100)
    expect(t.win("w1", 5, { bet: "none" })).toBe("unknown-original")
    t.bet("b1", 10)
    t.rollback("x1", "b1")
    expect(t.win("w2", 5, { bet: "b1" })).toBe("already-rolled-back")
    expect(t.has).toEqual([100, 0, 0, 0])
    expect(t.win("w3", 5, { bet: "b1", missing: "credit" })).toBe("ok")
    expect(t.has).toEqual([105, 0, 0, 0])
    expect(t.round().review).toBe(true)
  })

  it("that names no bet is credited whatever became of its bet, and reviewed where nothing is staked in its round", () => {
    const t = table(100)
    t.bet("b1", 10)
    t.win("w1", 5, { missing: "credit" })
    expect(t.round().review).toBe(false)
    t.bet("b2", 10, { round: "undone" })
    t.rollback("x2", "b2")
    expect(t.win("w2", 5, { round: "undone", missing: "credit" })).toBe("ok")
    expect(t.round("undone").review).toBe(true)
    t.win("w3", 5, { round: "unknown", missing: "credit" })
    expect(t.round("unknown").review).toBe(true)
    t.win("w4", 5, { round: "free", missing: "credit", kind: "free-round" })
    expect(t.round("free").review).toBe(false)
  })

  it("may not name a bet of another round", () => {
    const t = table(100)
    t.bet("b1", 10, { round: "r1" })
    expect(t.win("w1", 5, { bet: "b1", round: "r2" })).toBe("unknown-original")
    expect(t.win("w2", 5, { bet: "b1", round: "r1" })).toBe("ok")
    expect(t.round("r1").review).toBe(false)
  })

  it("is paid whatever the player's state is and whatever is closed", () => {
    const t = table(100)
    t.bet("b1", 10)
    for (const scope of ["login", "deposit", "bet", "withdraw", "bonus"] as const) t.block(`block-${scope}`, scope)
    t.limit("limit", "stake", "day", 0)
    t.policy({ play: "closed" })
    expect(t.bet("b2", 1)).toBe("player-locked")
    expect(t.win("w1", 30, { bet: "b1" })).toBe("ok")
    expect(t.rollback("x1", "b1")).toBe("ok")
    expect(t.has).toEqual([130, 0, 0, 0])
  })
})

describe("a win for a grant that has ended", () => {
  const played = (terms = {}) => {
    const t = table(10)
    t.grant("bonus", 90, terms)
    t.bet("b1", 100)
    return t
  }

  it("is cash when the bonus was converted, as far as its cap allows; the rest goes to promo and the history says why", () => {
    const t = played({ maxCashOut: 50 })
    t.convert("c", "bonus")
    t.win("w1", 40)
    expect(t.has).toEqual([40, 0, 0, 0])
    t.win("w2", 40)
    expect(t.has).toEqual([40 + 4 + 14, 0, 0, 0])
    expect(t.brandHas("promo")).toBe(-90 + 22)
    expect(t.transaction("w2")).toMatchObject({ converted: 14n, promo: 22n, reason: "bonus-ended" })
    expect(t.transaction("w1")!.reason).toBeNull()
  })

  it("is all cash when the converted bonus had no cap", () => {
    const t = played()
    t.convert("c", "bonus")
    t.win("w1", 1000)
    expect(t.has).toEqual([1000, 0, 0, 0])
  })

  for (const as of ["forfeited", "lost"] as const) {
    it(`goes to promo with its bonus part when the bonus was ${as}`, () => {
      const t = played()
      t.forfeit("f", "bonus", as)
      t.win("w1", 100)
      expect(t.has).toEqual([10, 0, 0, 0])
      expect(t.brandHas("promo")).toBe(-90 + 90)
      expect(t.transaction("w1")).toMatchObject({ promo: 90n, reason: "bonus-ended" })
    })
  }

  it("does not go to the bonus that follows", () => {
    const t = played()
    t.forfeit("f", "bonus")
    t.grant("next", 5)
    t.win("w1", 100)
    expect(t.has).toEqual([10, 5, 0, 0])
  })
})

describe("a rollback", () => {
  it("of a bet gives back each part to where it came from", () => {
    const t = table(70, 50)
    t.bet("b1", 100)
    expect(t.rollback("x1", "b1")).toBe("ok")
    expect(t.has).toEqual([70, 50, 0, 0])
    expect(t.brandHas("house", "hub88")).toBe(0)
    expect(t.round()).toMatchObject({ stakeCash: 0n, stakeBonus: 0n })
  })

  it("comes once: again it is a replay, under another key a refusal", () => {
    const t = table(100)
    t.bet("b1", 10)
    t.rollback("x1", "b1")
    expect(t.rollback("x1", "b1")).toBe("ok")
    expect(t.last).toMatchObject({ replayed: true })
    expect(t.rollback("x2", "b1")).toBe("already-rolled-back")
    expect(t.has).toEqual([100, 0, 0, 0])
  })

  it("that comes before its bet leaves a tombstone, which refuses the bet permanently", () => {
    const t = table(100)
    expect(t.rollback("x1", "b1")).toBe("ok")
    expect(t.last).toMatchObject({ found: false })
    expect(t.bet("b1", 10)).toBe("already-rolled-back")
    expect(t.bet("b1", 10)).toBe("already-rolled-back")
    expect(t.rollback("x2", "b1")).toBe("already-rolled-back")
    expect(t.has).toEqual([100, 0, 0, 0])
  })

  it("that names another round reverses the bet in the bet's own round", () => {
    const t = table(100)
    t.bet("b1", 10, { round: "r1" })
    expect(t.rollback("x1", "b1", "debt", "r2")).toBe("ok")
    expect(t.has).toEqual([100, 0, 0, 0])
    expect(t.round("r1").stakeCash).toBe(0n)
  })

  it("undoes bets and wins, nothing else", () => {
    const t = table(100)
    expect(t.rollback("x1", "cash")).toBe("not-reversible")
    t.bet("b1", 10)
    t.rollback("x2", "b1")
    expect(t.rollback("x3", "x2")).toBe("not-reversible")
  })

  it("of a win that was already spent becomes debt, or is dropped where the provider's policy says so", () => {
    const owed = table(10)
    owed.bet("b1", 10)
    owed.win("w1", 50, { bet: "b1" })
    owed.bet("b2", 30, { round: "r2" })
    expect(owed.rollback("x1", "w1", "debt")).toBe("ok")
    expect(owed.has).toEqual([0, 0, 0, 30])
    const clamped = table(10)
    clamped.bet("b1", 10)
    clamped.win("w1", 50, { bet: "b1" })
    clamped.bet("b2", 30, { round: "r2" })
    expect(clamped.rollback("x1", "w1", "clamp")).toBe("ok")
    expect(clamped.has).toEqual([0, 0, 0, 0])
    expect(clamped.round()).toMatchObject({ payoutCash: 30n })
  })

  it("of a win takes the bonus part from the bonus and the cash part from cash", () => {
    const t = table(20, 10)
    t.bet("b1", 30)
    t.win("w1", 100)
    t.rollback("x1", "w1")
    expect(t.has).toEqual([0, 0, 0, 0])
    expect(t.round()).toMatchObject({ payoutCash: 0n, payoutBonus: 0n })
  })

  it("of a bet with a bonus that was converted in between gives its bonus part back as cash, within the cap", () => {
    const t = table(10)
    t.grant("bonus", 90, { maxCashOut: 50 })
    t.bet("b1", 60)
    t.convert("c", "bonus")
    expect(t.has).toEqual([40, 0, 0, 0])
    t.rollback("x1", "b1")
    expect(t.has).toEqual([40 + 10 + 10, 0, 0, 0])
    expect(t.brandHas("promo")).toBe(-90 + 40)
  })

  it("of a bet with a bonus that was forfeited in between gives its bonus part back to promo", () => {
    const t = table(10)
    t.grant("bonus", 90)
    t.bet("b1", 60)
    t.forfeit("f", "bonus")
    t.rollback("x1", "b1")
    expect(t.has).toEqual([10, 0, 0, 0])
    expect(t.brandHas("promo")).toBe(0)
  })

  it("of a win takes from promo what promo had got, and frees the cap again", () => {
    const t = table(10)
    t.grant("bonus", 90, { maxCashOut: 50 })
    t.bet("b1", 100)
    t.convert("c", "bonus")
    t.win("w1", 100)
    expect(t.has).toEqual([60, 0, 0, 0])
    t.rollback("x1", "w1")
    expect(t.has).toEqual([0, 0, 0, 0])
    expect(t.brandHas("promo")).toBe(-90)
    t.win("w2", 50)
    expect(t.has).toEqual([50, 0, 0, 0])
  })

  it("of a win with a bonus that was forfeited afterwards takes the bonus part from promo, where it went", () => {
    const t = table(10)
    t.grant("bonus", 90)
    t.bet("b1", 100)
    t.win("w1", 100)
    t.forfeit("f", "bonus")
    expect(t.has).toEqual([10, 0, 0, 0])
    t.rollback("x1", "w1")
    expect(t.has).toEqual([0, 0, 0, 0])
    expect(t.brandHas("promo")).toBe(-90)
  })

  it("of a bet after its round was paid is reviewed", () => {
    const t = table(100)
    t.bet("b1", 10)
    t.win("w1", 5)
    t.rollback("x1", "b1")
    expect(t.round().review).toBe(true)
  })
})

describe("a round", () => {
  const kinds = (t: Table) =>
    t.events.filter(({ type }) => type.startsWith("wallet.round")).map(({ totals, type }) => [type, totals])

  it("publishes its totals once when it closes, and afterwards each difference", () => {
    const t = table(70, 50)
    t.bet("b1", 100)
    t.win("w1", 10, { closes: true })
    t.win("late", 10)
    t.rollback("x1", "w1")
    t.close("again")
    expect(kinds(t)).toEqual([
      ["wallet.round-closed", { stakeCash: 70n, stakeBonus: 30n, payoutCash: 7n, payoutBonus: 3n }],
      ["wallet.round-changed", { stakeCash: 0n, stakeBonus: 0n, payoutCash: 7n, payoutBonus: 3n }],
      ["wallet.round-changed", { stakeCash: 0n, stakeBonus: 0n, payoutCash: -7n, payoutBonus: -3n }]
    ])
    expect(t.round()).toMatchObject({ status: "closed", closedAt: t.now })
  })

  it("closes by the protocol's word, by a bet's, a win's or a rollback's", () => {
    const t = table(100)
    expect(t.close("none")).toBe("unknown-original")
    t.bet("b1", 10)
    t.close("c1")
    t.bet("b2", 10, { round: "r2", closes: true })
    expect([t.round("r").status, t.round("r2").status]).toEqual(["closed", "closed"])
    expect(kinds(t)).toHaveLength(2)
  })

  it("numbers the wallet's events without a gap, with the balance after each", () => {
    const t = table(100)
    t.bet("b1", 10)
    t.win("w1", 5, { closes: true })
    expect(t.events.map(({ balance, type, version }) => [Number(version), type, Number(balance.cash)])).toEqual([
      [1, "wallet.deposit-completed", 100],
      [2, "wallet.bet-placed", 90],
      [3, "wallet.win-paid", 95],
      [4, "wallet.round-closed", 95]
    ])
  })
})
