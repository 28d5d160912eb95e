import type { BrandKey } from "@croupier/core/Brand"
import { randomText, uuidv7 } from "@croupier/core/Ids"
import { isLongRun } from "@croupier/core/testing/LongRun"
import { Effect, FastCheck, ManagedRuntime } from "effect"
import { afterAll, describe, expect, it } from "vitest"
import { Promotions } from "../src/contract/Promotions.js"
import { PromotionMaintenance } from "../src/PromotionMaintenance.js"
import { campaignOf, dayFromNow, freeCredit, recovered, sit, type Table } from "../src/testing/Table.js"
import { inMemory, onPostgres } from "./worlds.js"

const memory = ManagedRuntime.make(inMemory)
const postgres = ManagedRuntime.make(onPostgres)
afterAll(async () => {
  await memory.dispose()
  await postgres.dispose()
}, 60_000)

const runs = isLongRun ? 60 : 15

/** What happens to one of two players. Events are taken when `take` says so; until then they pile up. */
type Act =
  | { readonly _tag: "deposit"; readonly who: number; readonly units: number; readonly daysAgo: number }
  | {
      readonly _tag: "round"
      readonly who: number
      readonly stake: number
      readonly payout: number
      readonly daysAgo: number
    }
  | { readonly _tag: "reverse"; readonly who: number; readonly nth: number }
  | { readonly _tag: "claim"; readonly who: number; readonly which: number }
  | { readonly _tag: "forfeit"; readonly who: number }
  | { readonly _tag: "cancel"; readonly who: number }
  | { readonly _tag: "take" }
  | { readonly _tag: "settle" }

const who = FastCheck.nat(1)
const daysAgo = FastCheck.integer({ min: 1, max: 6 })
const tagged = <Tag extends string>(tag: Tag) => ({ _tag: FastCheck.constant(tag) })
const acts: FastCheck.Arbitrary<ReadonlyArray<Act>> = FastCheck.array(
  FastCheck.oneof(
    FastCheck.record({ ...tagged("deposit"), who, units: FastCheck.integer({ min: 1, max: 99 }), daysAgo }),
    FastCheck.record({
      ...tagged("round"),
      who,
      stake: FastCheck.integer({ min: 1, max: 60 }),
      payout: FastCheck.nat(90),
      daysAgo
    }),
    FastCheck.record({ ...tagged("reverse"), who, nth: FastCheck.nat(2) }),
    FastCheck.record({ ...tagged("claim"), who, which: FastCheck.nat(2) }),
    FastCheck.record({ ...tagged("forfeit"), who }),
    FastCheck.record({ ...tagged("cancel"), who }),
    FastCheck.record(tagged("take")),
    FastCheck.record(tagged("settle"))
  ),
  { minLength: 8, maxLength: 30, size: "max" }
)

const campaigns = () => {
  const terms = { share: 1000, period: "daily", most: { EUR: "50" }, least: {} } as const
  const schedule = { from: dayFromNow(-5), until: dayFromNow(30), weekdays: [] }
  const match = campaignOf(
    {
      _tag: "deposit-match",
      deposit: { which: "any" },
      share: 5000,
      leastDeposit: { EUR: "10" },
      most: { EUR: "30" },
      claim: "automatic"
    },
    { caps: { perPlayer: 3, perPeriod: null, budget: { EUR: "120" }, receivers: null } }
  )
  const optIn = campaignOf(
    {
      _tag: "deposit-match",
      deposit: { which: "nth", nth: 2 },
      share: 3333,
      leastDeposit: {},
      most: { EUR: "40" },
      claim: "opt-in"
    },
    { automaticUpTo: { EUR: "20" } }
  )
  const credit = freeCredit({ caps: { perPlayer: 2, perPeriod: null, budget: { EUR: "12" }, receivers: 1 } })
  const paid = [
    campaignOf({ _tag: "cashback", ...terms, base: "ggr" }, { schedule }),
    campaignOf({ _tag: "cashback", ...terms, base: "net-deposit" }, { schedule }),
    campaignOf({ _tag: "turnover-rebate", ...terms }, { schedule, products: { activity: ["slots"], reward: [] } })
  ]
  return { claimed: [credit, optIn, match] as const, paid }
}

/** Everything that is due is done, so that nothing depends on how fast a side is. */
const quiet = (tables: ReadonlyArray<Table>) =>
  Effect.gen(function* () {
    for (let turn = 0; turn < 3; turn++) {
      for (const table of tables) yield* table.counted
      yield* recovered
    }
  })

/** Plays a history on a ledger of the side's own, and answers what is known in the end. */
const played = (history: ReadonlyArray<Act>) =>
  Effect.gen(function* () {
    const promotions = yield* Promotions
    const maintenance = yield* PromotionMaintenance
    const brand = randomText(10) as BrandKey
    const tables = [yield* sit(brand), yield* sit(brand)]
    const { claimed, paid } = campaigns()
    for (const campaign of [...claimed, ...paid]) yield* tables[0]!.saved(campaign)
    const log: Array<string> = []
    const pay = Effect.gen(function* () {
      yield* maintenance.settle
      while ((yield* maintenance.payOut(100)) > 0);
    })
    for (const [index, act] of history.entries()) {
      if (act._tag === "take" || act._tag === "settle") {
        yield* act._tag === "take" ? quiet(tables) : pay
        continue
      }
      const table = tables[act.who]!
      switch (act._tag) {
        case "deposit":
          table.at = Date.parse(`${dayFromNow(-act.daysAgo)}T12:00:00Z`) + index
          table.deposit(act.units, `d${index % 3}-${index}`)
          break
        case "round":
          table.at = Date.parse(`${dayFromNow(-act.daysAgo)}T12:00:00Z`) + index
          table.round(act.stake, act.payout)
          break
        case "reverse": {
          const deposits = history.flatMap((each, n) =>
            n < index && each._tag === "deposit" && each.who === act.who ? [`d${n % 3}-${n}`] : []
          )
          const deposit = deposits[act.nth]
          if (deposit !== undefined) table.reverse(deposit)
          break
        }
        case "claim": {
          const claim = yield* Effect.either(table.claim(claimed[act.which]!, uuidv7(Date.now())))
          log.push(
            claim._tag === "Right"
              ? claim.right.value.amount
              : "reason" in claim.left
                ? claim.left.reason
                : claim.left._tag
          )
          yield* quiet(tables)
          break
        }
        default: {
          const last = (yield* table.bonuses).findLast(({ endedAt }) => endedAt === null)
          if (last === undefined) break
          const ref = { ...table.ref, id: last.id }
          const cancellation = { ...ref, actor: { kind: "operator", id: "ann" }, reason: "test" } as const
          yield* act._tag === "forfeit" ? promotions.forfeit(ref) : promotions.cancel(cancellation)
          yield* quiet(tables)
        }
      }
    }
    yield* quiet(tables)
    for (const { id } of paid) yield* promotions.closeCampaign({ brand, id, actor: { kind: "operator", id: "ann" } })
    yield* pay
    const bonuses = yield* Effect.forEach(tables, ({ bonuses }) => bonuses)
    const payouts = yield* Effect.forEach(paid, (campaign) =>
      promotions.payouts({ brand, campaign: campaign.id, limit: 100 })
    )
    const figures = yield* Effect.forEach([...claimed, ...paid], (campaign) => tables[0]!.figures(campaign))
    return {
      log,
      bonuses: bonuses.map((all) => all.map(({ amount, reason, state, toStake }) => [amount, toStake, state, reason])),
      // Of one period they are in order of the players' ids, which are a side's own.
      payouts: payouts.map(({ items }) =>
        items
          .map(({ amount, base, period, player, state }) => {
            const who = tables.findIndex((table) => table.player === player)
            return `period ${period}, player ${who}: ${amount} of ${base} ${state}`
          })
          .sort()
      ),
      figures,
      cash: tables.map(({ cash }) => cash),
      bonus: tables.map(({ bonus }) => bonus)
    }
  })

describe("memory and PostgreSQL", () => {
  it("answer the same after the same history", async () => {
    let given = 0
    await FastCheck.assert(
      FastCheck.asyncProperty(acts, async (history) => {
        const expected = await memory.runPromise(played(history))
        given += expected.payouts.flat().length + expected.bonuses.flat().length
        expect(await postgres.runPromise(played(history))).toEqual(expected)
      }),
      { numRuns: runs, endOnFailure: !isLongRun }
    )
    expect(given).toBeGreaterThan(runs)
  }, 240_000)
})
