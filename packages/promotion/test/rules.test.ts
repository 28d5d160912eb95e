import { Timezone } from "@croupier/core/Brand"
import * as Currency from "@croupier/core/Currency"
import { CurrencyCode } from "@croupier/core/Currency"
import type { PlayerId } from "@croupier/core/Ids"
import { describe, expect, it } from "@effect/vitest"
import { FastCheck, HashMap, Schema } from "effect"
import { Campaign } from "../src/contract/Campaign.js"
import { defaultRules, type JurisdictionRules, rulesOf } from "../src/contract/JurisdictionRules.js"
import { bonusOf, toStake } from "../src/rules/bonusOf.js"
import { campaignViolations } from "../src/rules/campaignViolations.js"
import { claimable } from "../src/rules/claimable.js"
import { effectiveMultiple } from "../src/rules/effectiveMultiple.js"
import { localDay, startOf } from "../src/rules/localDay.js"
import { makeClaim } from "../src/rules/makeClaim.js"
import { ggrOf, netDepositOf } from "../src/rules/PeriodSums.js"
import type { Claim, Deposit, Player } from "../src/rules/State.js"
import { payoutOf, settlePeriod } from "../src/rules/settlePeriod.js"
import { campaignOf, match, playerOf, recordOf, terms } from "./campaign.js"

const eur = CurrencyCode.make("EUR")
const krw = CurrencyCode.make("KRW")
const units = (main: number) => BigInt(Math.round(main * 1_000_000))
const march = (day: number) => Date.UTC(2026, 2, day, 12)

describe("a bonus", () => {
  const bases = FastCheck.constantFrom("bonus" as const, "deposit+bonus" as const)

  it("is shown exactly, never over its cap, within half a shown unit of its share, and its base never over deposit and bonus", () => {
    FastCheck.assert(
      FastCheck.property(
        FastCheck.bigInt(0n, 10n ** 15n),
        FastCheck.integer({ min: 1, max: 100_000 }),
        FastCheck.integer({ min: 1, max: 100_000 }),
        FastCheck.constantFrom(eur, krw),
        bases,
        (deposit, share, most, code, base) => {
          const reward = { ...match, share, most: { [code]: String(most) } }
          const found = bonusOf(reward, { base }, code, deposit)
          const { displayScale, ledgerScale } = Currency.of(code)
          const shown = 10n ** BigInt(ledgerScale - displayScale)
          const exact = deposit * BigInt(share)
          if (found === undefined) return exact * 2n < 10_000n * shown
          const { amount, base: whole } = found
          const isCapped = amount === units(most)
          const off = amount * 10_000n - exact
          const near = 2n * (off < 0n ? -off : off) <= 10_000n * shown
          return amount % shown === 0n && amount <= units(most) && (isCapped || near) && whole <= deposit + amount
        }
      )
    )
  })

  it.each([
    // A deposit of 33.33 at 50 % is 16.665, rounded half up.
    [eur, 33.33, 5000, 16.67],
    [eur, 33.32, 5000, 16.66],
    [eur, 250, 10_000, 100],
    // Won have no decimals: 50 % of 10 001 is 5 000.5.
    [krw, 10_001, 5000, 5001]
  ])("in %s for %s at %s basis points is %s", (code, deposit, share, amount) => {
    const reward = { ...match, share, most: { EUR: "100", KRW: "100000" } }
    expect(bonusOf(reward, terms, code, units(deposit))?.amount).toBe(units(amount))
  })

  it("of a deposit over the cap is wagered for with the part that it matches", () => {
    const found = bonusOf(match, { base: "deposit+bonus" }, eur, units(1000))
    expect(found).toEqual({ amount: units(100), base: units(200) })
    expect(toStake(found?.base ?? 0n, 1000)).toBe(units(2000))
  })

  it("is nothing below the least deposit, and in a currency without an amount", () => {
    const reward = { ...match, leastDeposit: { EUR: "20" } }
    expect(bonusOf(reward, terms, eur, units(19.99))).toBeUndefined()
    expect(bonusOf(reward, terms, krw, units(50_000))).toBeUndefined()
  })
})

describe("the effective multiple", () => {
  it.each([
    ["bonus", 1000, 10_000, 1000],
    ["deposit+bonus", 1000, 10_000, 2000],
    ["deposit+bonus", 1000, 5000, 3000],
    ["deposit+bonus", 500, 10_000, 1000],
    ["deposit+bonus", 500, 30_000, 667]
  ] as const)("of %s × %s at a share of %s is %s", (base, multiplier, share, multiple) => {
    expect(effectiveMultiple({ ...match, share }, { ...terms, base, multiplier })).toBe(multiple)
  })

  it("is never less than what a player has to stake, whatever is deposited", () => {
    FastCheck.assert(
      FastCheck.property(
        FastCheck.bigInt(1_000_000n, 10n ** 12n),
        FastCheck.integer({ min: 100, max: 50_000 }),
        FastCheck.integer({ min: 0, max: 5000 }),
        FastCheck.constantFrom("bonus" as const, "deposit+bonus" as const),
        (deposit, share, multiplier, base) => {
          const reward = { ...match, share, most: { EUR: "500" } }
          const found = bonusOf(reward, { base }, eur, deposit)
          if (found === undefined) return true
          const multiple = effectiveMultiple(reward, { ...terms, base, multiplier })
          // Rounding of the bonus to a cent moves its base by less than the deposit that a cent matches.
          const cent = (10_000n * 10_000n) / BigInt(share) + 10_000n
          return toStake(found.base, multiplier) <= toStake(found.amount + cent, multiple) + 1n
        }
      )
    )
  })
})

const violated = (change: Partial<Campaign>, rules: JurisdictionRules = defaultRules) =>
  campaignViolations(campaignOf(change), rules, "cash-first").map(({ field, rule }) => `${field}: ${rule}`)

describe("a campaign is refused", () => {
  const gb = rulesOf("GB")
  const withTerms = (change: Partial<typeof terms>) => ({ terms: { ...terms, ...change } })
  const named: ReadonlyArray<readonly [string, Partial<Campaign>, JurisdictionRules, string]> = [
    [
      "10 × deposit+bonus at 100 % in GB",
      withTerms({ base: "deposit+bonus" }),
      gb,
      "terms.multiplier: effective-multiple"
    ],
    ["10.01 × bonus in GB", withTerms({ multiplier: 1001 }), gb, "terms.multiplier: effective-multiple"],
    ["any bonus in BE", {}, rulesOf("BE"), "reward: banned"],
    [
      "without an end",
      { schedule: { from: "2026-03-01", until: null, weekdays: [] } },
      defaultRules,
      "schedule.until: end-required"
    ],
    [
      "with an end before its beginning",
      { schedule: { from: "2026-03-01", until: "2026-03-01", weekdays: [] } },
      defaultRules,
      "schedule.until: ends-before-it-begins"
    ],
    [
      "without a budget",
      { caps: { ...campaignOf().caps, budget: null } },
      defaultRules,
      "caps.budget: budget-required"
    ],
    ["over the maximum value", {}, { ...defaultRules, mostValue: { EUR: "99.99" } }, "reward.EUR: maximum-value"],
    [
      "with a week to wager in SE",
      { reward: { ...match, deposit: { which: "first" } }, ...withTerms({ expiresAfterDays: 7 }) },
      rulesOf("SE"),
      "terms.expiresAfterDays: days-to-wager"
    ],
    ["for any deposit in SE", withTerms({ expiresAfterDays: 60 }), rulesOf("SE"), "reward.deposit: first-play-only"],
    [
      "for players younger than allowed",
      {},
      { ...defaultRules, minimumAge: 21 },
      "eligibility.minimumAge: minimum-age"
    ],
    [
      "for some players only",
      { eligibility: { ...campaignOf().eligibility, tags: ["vip"] } },
      { ...defaultRules, sameTermsForAll: true },
      "eligibility: same-terms-for-all"
    ],
    [
      "for betting that is wagered in slots in GB",
      { products: { activity: ["sports"], reward: ["slots"] } },
      gb,
      "products: one-product"
    ],
    [
      "for any play that is wagered in slots in GB",
      { products: { activity: [], reward: ["slots"] } },
      gb,
      "products: one-product"
    ],
    [
      "as hybrid where wallets are cash-first",
      withTerms({ style: "hybrid" }),
      defaultRules,
      "terms.style: style-not-funded"
    ],
    ["as sticky", withTerms({ style: "sticky" }), defaultRules, "terms.style: style-unsupported"],
    [
      "as free credit without a cap",
      { reward: { _tag: "free-credit", amount: { EUR: "5" } }, caps: { ...campaignOf().caps, perPlayer: null } },
      defaultRules,
      "caps.perPlayer: unbounded"
    ],
    [
      "as free credit on a deposit's base",
      { reward: { _tag: "free-credit", amount: { EUR: "5" } }, ...withTerms({ base: "deposit+bonus" }) },
      defaultRules,
      "terms.base: no-deposit"
    ],
    ["without terms", { terms: null }, defaultRules, "terms: terms-required"]
  ]

  it.each(named)("%s", (_, change, rules, violation) => {
    expect(violated(change, rules)).toEqual([violation])
  })

  it("as cash with terms of a bonus, caps of players, or nothing to pay", () => {
    const cash = { _tag: "cashback", share: 1000, period: "weekly", most: {}, least: {}, base: "ggr" } as const
    expect(violated({ reward: cash })).toEqual(["caps: settled-once", "terms: cash-has-no-terms", "reward: no-amount"])
  })

  it("as hybrid in GB, since own money would be locked", () => {
    const hybrid = campaignOf(withTerms({ style: "hybrid" }))
    expect(campaignViolations(hybrid, gb, "bonus-first").map(({ rule }) => rule)).toEqual(["own-money-locked"])
  })

  it("for nothing where it keeps every rule: 5 × deposit+bonus at 100 % in GB is 10 times the bonus", () => {
    expect(violated(withTerms({ base: "deposit+bonus", multiplier: 500 }), gb)).toEqual([])
    expect(violated({ products: { activity: ["slots", "live"], reward: ["table"] } }, gb)).toEqual([])
  })

  it("when it is read with an amount that the currency cannot show, or a day that no calendar has", () => {
    const read = Schema.decodeUnknownSync(Campaign)
    const encoded = Schema.encodeSync(Campaign)(campaignOf())
    expect(() => read({ ...encoded, reward: { ...encoded.reward, most: { KRW: "0.5" } } })).toThrow("KRW")
    expect(() => read({ ...encoded, schedule: { ...encoded.schedule, from: "2026-02-30" } })).toThrow(
      "a day is written"
    )
  })
})

const deposit = (number: number, amount: number, at = march(5)): Deposit => ({
  transaction: `deposit-${number}`,
  number,
  currency: eur,
  amount: units(amount),
  at
})

/** Claims in turn whatever is claimable, and answers the occasions and refusals. */
const claimEach = (campaign: Campaign, asked: ReadonlyArray<{ deposits: ReadonlyArray<Deposit>; now: number }>) => {
  let player: Player = playerOf()
  const answers: Array<string> = []
  for (const [index, { deposits, now }] of asked.entries()) {
    const found = claimable(player, recordOf(campaign), { currency: eur, deposits }, now)
    answers.push("refused" in found ? found.refused : found.occasion)
    if ("occasion" in found) {
      player = makeClaim(player, recordOf(campaign), found, { id: `c${index}`, key: "k", now, dueAt: now }).player
    }
  }
  return { answers, player }
}

describe("a claim", () => {
  it("of the n-th deposit is for the n-th completed one and for no other, once", () => {
    const nth = campaignOf({ reward: { ...match, deposit: { which: "nth", nth: 3 } } })
    const asked = [1, 2, 3, 4].map((number) => ({ deposits: [deposit(number, 10)], now: march(6) }))
    expect(claimEach(nth, [...asked, asked[2]!]).answers).toEqual([
      "other-deposit",
      "other-deposit",
      "deposit:3",
      "other-deposit",
      "already-claimed"
    ])
  })

  it("of a daily match is for one deposit of the brand's day that is large enough", () => {
    const daily = campaignOf({ reward: { ...match, deposit: { which: "daily" }, leastDeposit: { EUR: "10" } } })
    const asked = [
      deposit(1, 5, march(5)),
      deposit(2, 10, march(5)),
      deposit(3, 50, march(5) + 1),
      deposit(4, 10, march(6))
    ].map((one) => ({ deposits: [one], now: one.at }))
    expect(claimEach(daily, asked).answers).toEqual([
      "deposit-too-small",
      "day:2026-03-05",
      "already-claimed",
      "day:2026-03-06"
    ])
  })

  it("is refused outside of the schedule, on another day of the week, and over the caps", () => {
    const free = (change: Partial<Campaign>) =>
      campaignOf({ reward: { _tag: "free-credit", amount: { EUR: "5" } }, ...change })
    const at = (...instants: ReadonlyArray<number>) => instants.map((now) => ({ deposits: [], now }))
    expect(claimEach(free({}), at(march(-1), Date.UTC(2026, 3, 1), march(1))).answers).toEqual([
      "not-running",
      "not-running",
      "claim:1"
    ])
    const mondays = { ...campaignOf().schedule, weekdays: [1] }
    expect(claimEach(free({ schedule: mondays }), at(march(1), march(2))).answers).toEqual(["not-running", "claim:1"])
    const weekly = { ...campaignOf().caps, perPlayer: 2, perPeriod: { period: "weekly", claims: 1 } as const }
    expect(claimEach(free({ caps: weekly }), at(march(7), march(8), march(9), march(16))).answers).toEqual([
      "claim:1",
      "cap-per-period",
      "claim:2",
      "cap-per-player"
    ])
  })

  it("never gives more than the caps, whatever is deposited and claimed when", () => {
    FastCheck.assert(
      FastCheck.property(
        FastCheck.array(
          FastCheck.tuple(FastCheck.integer({ min: 1, max: 28 }), FastCheck.integer({ min: 1, max: 200 })),
          {
            maxLength: 30
          }
        ),
        FastCheck.integer({ min: 1, max: 5 }),
        (days, perPlayer) => {
          const campaign = campaignOf({
            caps: { ...campaignOf().caps, perPlayer, perPeriod: { period: "daily", claims: 1 } }
          })
          const asked = days.map(([day, amount], n) => ({
            deposits: [deposit(n + 1, amount, march(day))],
            now: march(day)
          }))
          const claims = [...HashMap.values(claimEach(campaign, asked).player.claims)]
          const ofDays = new Set(claims.map(({ claimedAt }) => claimedAt))
          return claims.length <= perPlayer && ofDays.size === claims.length
        }
      )
    )
  })

  it("over the automatic limit waits for an operator", () => {
    const campaign = campaignOf({ automaticUpTo: { EUR: "50" } })
    const stateOf = (amount: number): Claim["state"] | undefined =>
      [...HashMap.values(claimEach(campaign, [{ deposits: [deposit(1, amount)], now: march(6) }]).player.claims)][0]
        ?.state
    expect([stateOf(50), stateOf(50.01)]).toEqual(["claimed", "awaiting-approval"])
  })
})

describe("days", () => {
  it("begin and are counted in the brand's timezone, also where a clock change skips midnight", () => {
    const seoul = Timezone.make("Asia/Seoul")
    expect(localDay(seoul, Date.UTC(2026, 1, 28, 15))).toEqual({
      day: "2026-03-01",
      weekday: 7,
      month: "2026-03",
      week: "2026-02-23"
    })
    expect(startOf(seoul, "2026-03-01")).toBe(Date.UTC(2026, 1, 28, 15))
    FastCheck.assert(
      FastCheck.property(
        FastCheck.integer({ min: 0, max: 20_000 }),
        FastCheck.constantFrom("Asia/Seoul", "America/Havana", "UTC"),
        (n, name) => {
          const zone = Timezone.make(name)
          const day = new Date(n * 86_400_000).toISOString().slice(0, 10)
          const start = startOf(zone, day)
          return localDay(zone, start).day === day && localDay(zone, start - 1).day < day
        }
      )
    )
  })
})

describe("a settlement", () => {
  const none = {
    stake: 0n,
    payout: 0n,
    converted: 0n,
    deposit: 0n,
    withdrawal: 0n,
    before: { cash: 0n, held: 0n },
    after: { cash: 0n, held: 0n }
  }
  const cashback = {
    _tag: "cashback",
    share: 1000,
    period: "weekly",
    most: { EUR: "50" },
    least: { EUR: "1" },
    base: "ggr"
  } as const

  it("takes the loss by play as cash stakes − cash payouts − converted bonuses", () => {
    expect(ggrOf({ ...none, stake: units(500), payout: units(300), converted: units(40) })).toBe(units(160))
  })

  it("takes the net deposit as deposits − withdrawals − change of balance − change of pending withdrawals", () => {
    const sums = {
      ...none,
      deposit: units(200),
      withdrawal: units(30),
      before: { cash: units(10), held: 0n },
      after: { cash: units(50), held: units(20) }
    }
    expect(netDepositOf(sums)).toBe(units(110))
  })

  it.each([
    // 10 % of 123.45 is 12.345, rounded half up.
    [123.45, 12.35],
    [-100, 0],
    [9.94, 0],
    [9.95, 1],
    [10_000, 50]
  ])("of a loss of %s pays %s", (loss, amount) => {
    expect(payoutOf(cashback, eur, units(loss))).toBe(units(amount))
  })

  it("never pays more than the budget, and gives the same rows in whatever order the sums come", () => {
    const sum = FastCheck.record({ player: FastCheck.uuid(), loss: FastCheck.integer({ min: -100, max: 2000 }) })
    FastCheck.assert(
      FastCheck.property(FastCheck.uniqueArray(sum, { selector: ({ player }) => player, maxLength: 60 }), (players) => {
        const campaign = campaignOf({ reward: cashback, terms: null })
        const sums = players.map(({ loss, player }) => ({
          ...none,
          player: player as PlayerId,
          currency: eur,
          stake: units(loss)
        }))
        const { record, settlements } = settlePeriod(recordOf(campaign), cashback, sums)
        const paid = settlements.filter(({ refused }) => refused === undefined)
        const total = paid.reduce((all, { amount }) => all + amount, 0n)
        expect(settlePeriod(recordOf(campaign), cashback, sums.toReversed()).settlements).toEqual(settlements)
        expect(total).toBe(HashMap.get(record.spent, "EUR").pipe((spent) => (spent._tag === "Some" ? spent.value : 0n)))
        return total <= units(1000)
      })
    )
  })
})
