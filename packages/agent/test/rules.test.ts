import { max } from "@croupier/core/Amount"
import { Timezone } from "@croupier/core/Brand"
import { CurrencyCode } from "@croupier/core/Currency"
import type { PlayerId } from "@croupier/core/Ids"
import { validAmount } from "@croupier/wallet/contract"
import { describe, expect, it } from "@effect/vitest"
import { Either, FastCheck, Schema } from "effect"
import type { AgentId, AgentStatus } from "../src/contract/Agent.js"
import type { Earner } from "../src/contract/Agreement.js"
import { perUnit, text } from "../src/contract/Exact.js"
import { categories, ofMillionths, percentOf, Rate } from "../src/contract/Rate.js"
import { type Deduction, Terms } from "../src/contract/Terms.js"
import { chainAt, type History } from "../src/rules/chainAt.js"
import { deduct } from "../src/rules/deduct.js"
import { earnings } from "../src/rules/earnings.js"
import { fenceLines } from "../src/rules/fenceLines.js"
import { over } from "../src/rules/Limits.js"
import { nextPeriod } from "../src/rules/nextPeriod.js"
import { placementFault } from "../src/rules/placementFault.js"
import { playerFlags } from "../src/rules/playerFlags.js"
import { accrual, countOf, nothing, plus, type Totals } from "../src/rules/RoundCount.js"
import { ringFence } from "../src/rules/ringFence.js"
import { highest, type Place, product, rateOf, shareOf, shares } from "../src/rules/Share.js"
import { type Line, type Lot, valueOf, valueOfLot } from "../src/rules/Statement.js"
import { settleLosing } from "../src/rules/settleLosing.js"
import { settleRolling } from "../src/rules/settleRolling.js"
import { spreadBonus } from "../src/rules/spreadBonus.js"

const krw = CurrencyCode.make("KRW")
const sum = (amounts: ReadonlyArray<bigint>) => amounts.reduce((total, amount) => total + amount, 0n)
const rate = (percent: string) => Schema.decodeSync(Rate)(percent)
const units = FastCheck.bigInt(0n, 10n ** 15n)
const signed = FastCheck.bigInt(-(10n ** 21n), 10n ** 21n)
const category = FastCheck.constantFrom(...categories)
const place = FastCheck.record({ rate: FastCheck.bigInt(0n, 1_000_000n), suspended: FastCheck.boolean() })
const chain = FastCheck.array(place, { minLength: 1, maxLength: 33 })
const policy = FastCheck.constantFrom("held" as const, "next" as const)

describe("rates", () => {
  it.prop("are read as they are written", [FastCheck.bigInt(0n, 1_000_000n)], ([millionths]) => {
    expect(rate(percentOf(millionths))).toBe(millionths)
  })

  it.each(["100.1", "101", "-1", "1.00001", ".5", "1,5", "01", "1e1", ""])("%s is no rate", (percent) => {
    expect(Either.isLeft(Schema.decodeEither(Rate)(percent))).toBe(true)
  })

  it("over a limit are named by kind and category, and equal ones are not", () => {
    const terms = (slots: string) => Schema.decodeSync(Terms)({ rolling: { slots }, losing: { live: "30" } })
    expect(over(terms("1.2"), terms("1"))).toEqual(["rolling slots: 1.2 > 1"])
    expect(over(terms("1"), terms("1"))).toEqual([])
  })
})

describe("the valid amount", () => {
  it.prop("is never over the stake, and never negative", [category, units, units], ([of, stake, payout]) => {
    const valid = validAmount(of, stake, payout)
    expect(valid).toBeGreaterThanOrEqual(0n)
    expect(valid).toBeLessThanOrEqual(stake)
  })

  it.prop("of a push is nothing, but for slots", [category, units], ([of, stake]) => {
    expect(validAmount(of, stake, stake)).toBe(of === "slots" ? stake : 0n)
  })

  it.each([
    ["slots", 1000n, 0n, 1000n],
    ["slots", 1000n, 5000n, 1000n],
    ["live", 1000n, 0n, 1000n],
    ["live", 1000n, 1950n, 950n],
    ["live", 1000n, 30_000n, 1000n],
    ["live", 2000n, 1950n, 50n],
    ["sports", 1000n, 400n, 600n]
  ] as const)("of %s with stake %d and payout %d is %d", (of, stake, payout, valid) => {
    expect(validAmount(of, stake, payout)).toBe(valid)
  })
})

describe("a round", () => {
  const totals: FastCheck.Arbitrary<Totals> = FastCheck.record({
    stakeCash: units,
    stakeBonus: units,
    payoutCash: units,
    payoutBonus: units
  })
  const minus = (a: Totals, b: Totals): Totals => ({
    stakeCash: a.stakeCash - b.stakeCash,
    stakeBonus: a.stakeBonus - b.stakeBonus,
    payoutCash: a.payoutCash - b.payoutCash,
    payoutBonus: a.payoutBonus - b.payoutBonus
  })
  const counts = FastCheck.constantFrom("cash" as const, "all" as const)

  it.prop(
    "that changed after it closed, however often, counts as if it had closed with its last totals",
    [category, counts, FastCheck.array(totals, { minLength: 1, maxLength: 8 })],
    ([of, which, states]) => {
      let before = nothing
      let valid = 0n
      let net = 0n
      for (const state of states) {
        const made = accrual(of, which, before, minus(state, before))
        before = plus(before, minus(state, before))
        valid += made.valid
        net += made.net
      }
      expect({ valid, net }).toEqual(countOf(of, which, states.at(-1) ?? nothing))
    }
  )

  it.prop("that is taken back accrues the exact negative", [category, counts, totals], ([of, which, state]) => {
    const made = accrual(of, which, nothing, state)
    const back = accrual(of, which, state, minus(nothing, state))
    expect([made.valid + back.valid, made.net + back.net]).toEqual([0n, 0n])
  })

  it("counts its cash part only, and bonus money in the turnover where the policy says so", () => {
    const mixed = { stakeCash: 700n, stakeBonus: 300n, payoutCash: 1750n, payoutBonus: 750n }
    expect(countOf("slots", "cash", mixed)).toEqual({ valid: 700n, net: -1050n })
    expect(countOf("slots", "all", mixed)).toEqual({ valid: 1000n, net: -1050n })
    expect(countOf("live", "cash", mixed)).toEqual({ valid: 700n, net: -1050n })
  })
})

describe("a converted bonus", () => {
  it.prop(
    "is spread over the categories to the unit",
    [units, FastCheck.array(FastCheck.tuple(category, units))],
    ([amount, stakes]) => {
      const parts = [...spreadBonus(amount, new Map(stakes)).values()]
      expect(sum(parts)).toBe(amount)
      for (const part of parts) expect(part).toBeGreaterThanOrEqual(0n)
    }
  )

  it("of 100, staked 1 to 2 on slots and live, is 33 and 67; staked nowhere it is of slots", () => {
    const stakes = new Map([
      ["slots", 10n],
      ["live", 20n]
    ] as const)
    expect([...spreadBonus(100n, stakes)]).toEqual([
      ["slots", 33n],
      ["live", 67n]
    ])
    expect([...spreadBonus(100n, new Map())]).toEqual([["slots", 100n]])
  })
})

describe("the shares of a chain", () => {
  it.prop(
    "add up to the highest rate's product for every chain, base and policy, suspended agents or not",
    [chain, signed, policy],
    ([places, base, suspendedShare]) => {
      const parts = shares(places, suspendedShare).map((share) => shareOf(base, share))
      expect(sum(parts)).toBe(product(base, highest(places)))
    }
  )

  it.prop("of a reversed base are the exact negatives", [chain, signed, policy], ([places, base, suspendedShare]) => {
    for (const share of shares(places, suspendedShare)) expect(shareOf(-base, share)).toBe(-shareOf(base, share))
  })

  it.prop("are never negative", [chain, policy], ([places, suspendedShare]) => {
    for (const share of shares(places, suspendedShare)) expect(rateOf(share)).toBeGreaterThanOrEqual(0n)
  })

  it.prop(
    "pass from a suspended agent to the next active one above, or stay its own where there is none",
    [chain],
    ([places]) => {
      const held = shares(places, "held").map(rateOf)
      const passed = shares(places, "next").map(rateOf)
      places.forEach(({ suspended }, at) => {
        const isAlone = places.slice(at + 1).every((above) => above.suspended)
        if (suspended && !isAlone) expect(passed[at]).toBe(0n)
        else expect(passed[at]).toBeGreaterThanOrEqual(held[at] ?? 0n)
      })
    }
  )

  const amounts = (
    percents: ReadonlyArray<string>,
    suspended: ReadonlyArray<number> = [],
    to: "held" | "next" = "held"
  ) => {
    const places: ReadonlyArray<Place> = percents.map((percent, at) => ({
      rate: rate(percent),
      suspended: suspended.includes(at)
    }))
    return shares(places, to).map((share) => shareOf(1_000_000n * perUnit, share) / perUnit)
  }

  it("of V = 1 000 000 with 0.3 / 0.7 / 1.0 / 1.2 % are 3 000 / 4 000 / 3 000 / 2 000", () => {
    expect(amounts(["0.3", "0.7", "1", "1.2"])).toEqual([3000n, 4000n, 3000n, 2000n])
  })

  it("of 1.0 / 0.7 / 1.2 % come to 1.2 % and never to 1.5: the running maximum counts, not the neighbour", () => {
    expect(amounts(["1", "0.7", "1.2"])).toEqual([10_000n, 0n, 2000n])
  })

  it("of a suspended agent in the middle are held for the agent, or pass to the next active one", () => {
    expect(amounts(["0.3", "0.7", "1", "1.2"], [1], "held")).toEqual([3000n, 4000n, 3000n, 2000n])
    expect(amounts(["0.3", "0.7", "1", "1.2"], [1], "next")).toEqual([3000n, 0n, 7000n, 2000n])
    expect(amounts(["0.3", "0.7", "1", "1.2"], [1, 2], "next")).toEqual([3000n, 0n, 0n, 9000n])
    expect(amounts(["0.3", "0.7", "0.5"], [1], "next")).toEqual([3000n, 0n, 4000n])
    expect(amounts(["0.3", "0.7"], [1], "next")).toEqual([3000n, 4000n])
  })
})

describe("a ring-fence", () => {
  it.prop(
    "loses nothing over any number of periods, counts no more than the limit, and is made up for before anything counts",
    [FastCheck.array(FastCheck.bigInt(-1000n, 1000n)), FastCheck.bigInt(0n, 500n)],
    ([bases, limit]) => {
      let fenced = 0n
      let counted = 0n
      for (const base of bases) {
        const period = ringFence(base, fenced, limit)
        expect(period.counted).toBeGreaterThanOrEqual(-limit)
        expect(period.fenced).toBeLessThanOrEqual(0n)
        if (period.counted > 0n) expect(period.fenced).toBe(0n)
        fenced = period.fenced
        counted += period.counted
      }
      expect(counted + fenced).toBe(sum(bases))
    }
  )

  it("of 100 takes 100 of a win of 250, and the next 150 that the player loses are not the agent's", () => {
    expect(ringFence(-250n, 0n, 100n)).toEqual({ counted: -100n, fenced: -150n })
    expect(ringFence(120n, -150n, 100n)).toEqual({ counted: 0n, fenced: -30n })
    expect(ringFence(120n, -30n, 100n)).toEqual({ counted: 90n, fenced: 0n })
    expect(ringFence(-250n, 0n, undefined)).toEqual({ counted: -250n, fenced: 0n })
  })
})

describe("a chain of an instant", () => {
  const id = (n: number) => `01926d3c-7a1e-7000-8000-00000000000${n}` as AgentId
  const [root, other, leaf] = [id(1), id(2), id(3)]
  const player = id(4) as string as PlayerId
  const agreed = (earner: Earner, from: number, slots: string) => ({
    earner,
    from,
    terms: Schema.decodeSync(Terms)({ rolling: { slots } })
  })
  const agent = (of: AgentId): Earner => ({ kind: "agent", id: of })
  const place = (of: AgentId, from: number, parent: AgentId | null, status: AgentStatus = "active") => ({
    agent: of,
    from,
    parent,
    status
  })
  const history: History = {
    placements: [
      ...[place(root, 0, null), place(other, 0, null), place(leaf, 0, root)],
      ...[place(leaf, 100, other), place(other, 200, null, "suspended")]
    ],
    agreements: [
      ...[agreed(agent(root), 0, "1"), agreed(agent(other), 0, "2"), agreed(agent(leaf), 0, "0.5")],
      ...[agreed(agent(leaf), 50, "0.7"), agreed({ kind: "player", id: player }, 150, "0.2")]
    ],
    policies: []
  }
  const at = (instant: number) => {
    const { members, since } = chainAt(history, player, leaf, instant)
    return [since, members.map(({ earner, rolling, suspended }) => [earner.id, percentOf(rolling.slots), suspended])]
  }

  it("has the place, the terms and the status of each agent at that time, and the player's own rate first", () => {
    expect(at(10)).toEqual([
      0,
      [
        [leaf, "0.5", false],
        [root, "1", false]
      ]
    ])
    expect(at(60)).toEqual([
      50,
      [
        [leaf, "0.7", false],
        [root, "1", false]
      ]
    ])
    expect(at(100)).toEqual([
      100,
      [
        [leaf, "0.7", false],
        [other, "2", false]
      ]
    ])
    expect(at(160)).toEqual([
      150,
      [
        [player, "0.2", false],
        [leaf, "0.7", false],
        [other, "2", false]
      ]
    ])
    expect(at(250)).toEqual([
      200,
      [
        [player, "0.2", false],
        [leaf, "0.7", false],
        [other, "2", true]
      ]
    ])
    expect(at(-5)).toEqual([
      0,
      [
        [leaf, "0.5", false],
        [root, "1", false]
      ]
    ])
  })

  it.prop("counts for the same earners whatever is agreed later", [FastCheck.nat({ max: 240 })], ([instant]) => {
    const later = { ...history, agreements: [...history.agreements, agreed(agent(root), 241, "9")] }
    expect(chainAt(later, player, leaf, instant)).toEqual(chainAt(history, player, leaf, instant))
  })

  it("pays losing commission of what is left after the rolling commission of all its members", () => {
    const losing = Schema.decodeSync(Terms)({ rolling: { slots: "1" }, losing: { slots: "40" } })
    const both = {
      ...history,
      agreements: [{ earner: agent(root), from: 0, terms: losing }, ...history.agreements.slice(2)]
    }
    const earned = earnings(chainAt(both, player, leaf, 10), root, "losing", "slots", { valid: 1000n, net: 200n })
    // 200 less 1 % of 1000.
    expect(earned).toEqual({ base: 190n * perUnit, share: [{ low: 0n, high: 400_000n }] })
  })
})

describe("lines under a ring-fence", () => {
  const [lucky, unlucky] = ["p", "q"] as ReadonlyArray<string> as ReadonlyArray<PlayerId>

  it.prop(
    "add up to what there was, with what is kept apart",
    [
      FastCheck.array(
        FastCheck.record({
          player: FastCheck.constantFrom("p", "q", "r"),
          category,
          base: FastCheck.bigInt(-1000n, 1000n)
        })
      ),
      FastCheck.option(FastCheck.bigInt(0n, 500n), { nil: undefined })
    ],
    ([bases, limit]) => {
      const lines = bases.map(({ player, ...of }) => ({ player: player as PlayerId, line: line(0n, of) }))
      const fenced = fenceLines(lines, [], limit)
      const counted = sum(fenced.lines.map(({ base }) => base))
      expect(counted + sum(fenced.fences.map(({ amount }) => amount))).toBe(sum(bases.map(({ base }) => base)))
      expect(fenced.lines.length).toBe(lines.length)
    }
  )

  it("count a win of 250 as 100, and keep 150 for that player and category alone", () => {
    if (lucky === undefined || unlucky === undefined) throw new Error("no players")
    const first = fenceLines(
      [
        { player: lucky, line: line(-250n) },
        { player: unlucky, line: line(80n) }
      ],
      [],
      100n * perUnit
    )
    expect(first.lines.map(({ base }) => base / perUnit)).toEqual([-100n, 80n])
    expect(first.fences).toEqual([{ player: lucky, category: "slots", amount: -150n * perUnit }])
    const live = fenceLines([{ player: lucky, line: line(70n, { category: "live" }) }], first.fences, 100n * perUnit)
    expect(live.lines.map(({ base }) => base / perUnit)).toEqual([70n])
    expect(live.fences).toEqual(first.fences)
  })
})

const half = [{ low: 0n, high: ofMillionths(500_000n) }]
const tenth = [{ low: 0n, high: ofMillionths(100_000n) }]
const line = (base: bigint, more: Partial<Line> = {}): Line => ({
  via: "a" as AgentId,
  chain: "c",
  category: "slots",
  base: base * perUnit,
  share: half,
  carriedFrom: null,
  ...more
})

describe("rolling commission", () => {
  it.prop(
    "is paid to the unit over any number of periods, whatever is rounded, rolled back or converted in between",
    [FastCheck.array(FastCheck.record({ base: signed, advances: FastCheck.bigInt(0n, 1000n) }))],
    ([periods]) => {
      let before = 0n
      let out = 0n
      let earned = 0n
      for (const { advances, base } of periods) {
        const settled = settleRolling([line(0n, { base })], before, advances * perUnit)
        expect(settled.payout).toBeGreaterThanOrEqual(0n)
        expect(settled.remainder).toBeLessThan(perUnit)
        expect(settled.payout * perUnit + settled.remainder).toBe(settled.earned + before - advances * perUnit)
        out += (settled.payout + advances) * perUnit
        earned += settled.earned
        before = settled.remainder
      }
      expect(out + before).toBe(earned)
    }
  )

  it("over what one command moves is paid up to that, and the rest goes on", () => {
    const settled = settleRolling([line(0n, { base: 5n * 10n ** 24n, share: half })], 0n, 0n)
    expect(settled).toMatchObject({ payout: max, remainder: 500_000n * 10n ** 18n })
  })

  it("of 0.75 units is nothing yet, and of another 0.75 one unit with a half carried", () => {
    const three = line(0n, { base: (perUnit * 3n) / 2n })
    const first = settleRolling([three], 0n, 0n)
    expect(first).toMatchObject({ payout: 0n, remainder: 750_000n })
    expect(settleRolling([three], first.remainder, 0n)).toMatchObject({ payout: 1n, remainder: 500_000n })
  })

  it("of 100 with 30 converted and a debt of 20 pays 50", () => {
    expect(settleRolling([line(200n)], -20n * perUnit, 30n * perUnit)).toMatchObject({ payout: 50n, remainder: 0n })
  })
})

describe("deductions", () => {
  const deduction: FastCheck.Arbitrary<Deduction> = FastCheck.oneof(
    FastCheck.record({
      _tag: FastCheck.constant("percent" as const),
      name: FastCheck.constant("share"),
      rate: FastCheck.bigInt(0n, 1_000_000n).map(ofMillionths)
    }),
    FastCheck.record({
      _tag: FastCheck.constant("fixed" as const),
      name: FastCheck.constant("fee"),
      currency: FastCheck.constant(krw),
      amount: FastCheck.bigInt(0n, 10n ** 6n).map((amount) => amount as never)
    })
  )

  it.prop("never take more than there is", [signed, FastCheck.array(deduction)], ([commission, deductions]) => {
    const taken = deduct(commission, deductions, krw)
    for (const { amount } of taken) expect(amount).toBeGreaterThanOrEqual(0n)
    expect(sum(taken.map(({ amount }) => amount))).toBeLessThanOrEqual(commission > 0n ? commission : 0n)
  })

  it("are taken in their order: 10 % of 1000 and then 50, or 50 and then 10 % of 950", () => {
    const percent = { _tag: "percent", name: "platform", rate: rate("10") } as const
    const fixed = { _tag: "fixed", name: "banking", currency: krw, amount: 50n as never } as const
    const amounts = (deductions: ReadonlyArray<Deduction>) =>
      deduct(1000n * perUnit, deductions, krw).map(({ amount, name }) => [name, amount / perUnit])
    expect(amounts([percent, fixed])).toEqual([
      ["platform", 100n],
      ["banking", 50n]
    ])
    expect(amounts([fixed, percent])).toEqual([
      ["banking", 50n],
      ["platform", 95n]
    ])
    expect(amounts([{ ...fixed, currency: CurrencyCode.make("EUR") }])).toEqual([])
  })
})

describe("losing commission", () => {
  const period = (
    number: number,
    terms: Partial<Pick<Terms, "carry" | "carryPeriods" | "deductions">>,
    lots: ReadonlyArray<Lot> = [],
    remainder = 0n
  ) => ({
    number,
    currency: krw,
    fenced: 0n,
    terms: { carry: "amount" as const, carryPeriods: null, deductions: [], ...terms },
    lots,
    remainder
  })

  const settleAll = (bases: ReadonlyArray<bigint>, terms: Partial<Pick<Terms, "carry" | "carryPeriods">>) => {
    let lots: ReadonlyArray<Lot> = []
    let remainder = 0n
    return bases.map((base, index) => {
      const settled = settleLosing([line(base)], period(index + 1, terms, lots, remainder))
      lots = settled.lots
      remainder = settled.remainder
      return settled
    })
  }

  it.prop(
    "is paid, carried or dropped to the unit over any number of periods",
    [
      FastCheck.array(FastCheck.bigInt(-1000n, 1000n), { maxLength: 12 }),
      FastCheck.constantFrom("none" as const, "base" as const, "amount" as const),
      FastCheck.option(FastCheck.integer({ min: 1, max: 4 }), { nil: null })
    ],
    ([bases, carry, carryPeriods]) => {
      const all = settleAll(bases, { carry, carryPeriods })
      const own = bases.map((base) => valueOf(line(base)))
      const paidOut = sum(all.map(({ payout }) => payout)) * perUnit
      const dropped = sum(all.map((settled) => settled.dropped))
      const last = all.at(-1)
      const left = last === undefined ? 0n : last.remainder + sum(last.lots.map(valueOfLot))
      expect(paidOut + dropped + left).toBe(sum(own))
      for (const [index, settled] of all.entries()) {
        const before = all[index - 1]
        const goesOn = settled.remainder + sum(settled.lots.map(valueOfLot))
        expect(settled.earned + settled.carried).toBe(settled.payout * perUnit + goesOn + settled.dropped)
        expect(settled.carried).toBeLessThanOrEqual(before?.remainder ?? 0n)
        for (const lot of settled.lots) expect(valueOfLot(lot)).toBeLessThan(0n)
        expect(settled.dropped).toBeLessThanOrEqual(0n)
      }
    }
  )

  it.prop(
    "carried without end as an amount comes to what one long period would have paid, or nothing",
    [FastCheck.array(FastCheck.bigInt(-1000n, 1000n), { minLength: 1, maxLength: 12 })],
    ([bases]) => {
      const all = settleAll(bases, { carry: "amount" })
      const paidOut = sum(all.map(({ payout }) => payout))
      const running = bases.map((_, at) => sum(bases.slice(0, at + 1).map((base) => valueOf(line(base)))))
      const most = running.reduce((high, value) => (value > high ? value : high), 0n)
      expect(paidOut).toBe(most / perUnit)
    }
  )

  it("of a lost period is dropped, or made up for before anything is paid", () => {
    const bases = [-1000n, 600n, 1000n]
    const payouts = (carry: Terms["carry"], carryPeriods: number | null = null) =>
      settleAll(bases, { carry, carryPeriods }).map(({ payout }) => payout)
    expect(payouts("none")).toEqual([0n, 300n, 500n])
    expect(payouts("amount")).toEqual([0n, 0n, 300n])
    expect(payouts("base")).toEqual([0n, 0n, 300n])
    expect(payouts("amount", 1)).toEqual([0n, 0n, 500n])
  })

  it("carried as a base counts at the next period's rate, and as an amount at its own", () => {
    const payouts = (carry: Terms["carry"]) => {
      const first = settleLosing([line(-1000n)], period(1, { carry }))
      const next = line(10_000n, { chain: "d", share: tenth })
      return settleLosing([next], period(2, { carry }, first.lots)).payout
    }
    expect(payouts("amount")).toBe(500n)
    expect(payouts("base")).toBe(900n)
  })

  it("takes its deductions from what is over the carried loss", () => {
    const lots = settleLosing([line(-1000n)], period(1, {})).lots
    const deductions = [{ _tag: "percent", name: "platform", rate: rate("10") } as const]
    const settled = settleLosing([line(3000n)], period(2, { deductions }, lots))
    expect(settled).toMatchObject({ earned: 1500n * perUnit, carried: -500n * perUnit, payout: 900n })
    expect(settled.deductions).toEqual([{ name: "platform", amount: 100n * perUnit }])
  })
})

describe("periods", () => {
  const seoul = Timezone.make("Asia/Seoul")
  const malta = Timezone.make("Europe/Malta")
  const cadence = FastCheck.constantFrom("daily" as const, "weekly" as const, "monthly" as const)

  it.prop(
    "follow each other without gap or overlap, whatever cadence and timezone change in between",
    [
      FastCheck.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2032, 0) }),
      FastCheck.array(FastCheck.tuple(cadence, FastCheck.constantFrom(seoul, malta)), { minLength: 1, maxLength: 20 })
    ],
    ([opened, changes]) => {
      let last: number | undefined
      for (const [every, timezone] of changes) {
        const { from, to } = nextPeriod(last, opened, every, timezone)
        if (last === undefined) expect(from).toBeLessThanOrEqual(opened)
        else expect(from).toBe(last)
        expect(to).toBeGreaterThan(from)
        last = to
      }
    }
  )

  it("begin on Monday at the brand's midnight, on the first, and each day, through summer time", () => {
    const at = Date.parse("2026-03-25T15:00:00Z")
    const iso = ({ from, to }: { from: number; to: number }) =>
      [from, to].map((millis) => new Date(millis).toISOString())
    expect(iso(nextPeriod(undefined, at, "weekly", malta))).toEqual([
      "2026-03-22T23:00:00.000Z",
      "2026-03-29T22:00:00.000Z"
    ])
    expect(iso(nextPeriod(undefined, at, "monthly", seoul))).toEqual([
      "2026-02-28T15:00:00.000Z",
      "2026-03-31T15:00:00.000Z"
    ])
    expect(iso(nextPeriod(Date.parse("2026-03-28T23:00:00Z"), at, "daily", malta))).toEqual([
      "2026-03-28T23:00:00.000Z",
      "2026-03-29T22:00:00.000Z"
    ])
  })
})

describe("the tree", () => {
  const ids = Array.from({ length: 33 }, (_, n) => String(n) as AgentId)

  it("takes no agent under itself, and no more than 32 levels", () => {
    expect(
      placementFault(
        "a" as AgentId,
        1,
        (["r", "a", "b"] as const).map((id) => id as string as AgentId)
      )
    ).toBe("cycle")
    expect(placementFault("a" as AgentId, 1, ids.slice(0, 31))).toBeUndefined()
    expect(placementFault("a" as AgentId, 1, ids.slice(0, 32))).toBe("too-deep")
    expect(placementFault("a" as AgentId, 3, ids.slice(0, 30))).toBe("too-deep")
  })

  it("flags a player who is the agent, or an agent further up", () => {
    expect(playerFlags("p", ["p", null])).toEqual(["self-referral"])
    expect(playerFlags("p", [null, "p"])).toEqual(["own-player"])
    expect(playerFlags("p", ["q", null])).toEqual([])
  })
})

it("exact amounts are written with up to six digits more than the ledger has", () => {
  expect(text(krw, 3000n * 10n ** 12n)).toBe("3000")
  expect(text(krw, -1n)).toBe("-0.000000000001")
})
