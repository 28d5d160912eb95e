import assert from "node:assert/strict"
import { fromUnits } from "@croupier/core/Amount"
import { Effect } from "effect"
import { Promotions } from "../../contract/Promotions.js"
import { PromotionMaintenance } from "../../PromotionMaintenance.js"
import { law } from "../Law.js"
import { campaignOf, dayFromNow, sit, type Table } from "../Table.js"
import { Faults } from "../World.js"

const operator = { kind: "operator", id: "ann" } as const
const day = 86_400_000

const daily = { share: 1000, period: "daily", most: { EUR: "50" }, least: { EUR: "1" } } as const
const cashback = (base: "ggr" | "net-deposit") =>
  campaignOf(
    { _tag: "cashback", ...daily, base },
    { schedule: { from: dayFromNow(-5), until: dayFromNow(30), weekdays: [] } }
  )

/** Noon of a day a number of days ago. */
const noon = (days: number) => Date.parse(`${dayFromNow(-days)}T12:00:00Z`)

const settled = Effect.gen(function* () {
  const maintenance = yield* PromotionMaintenance
  yield* maintenance.settle
  while ((yield* maintenance.payOut(100)) > 0);
})

/** A campaign's payouts of one player, oldest first. */
const payoutsOf = (table: Table, campaign: string) =>
  Effect.gen(function* () {
    const { items } = yield* (yield* Promotions).payouts({ brand: table.brand, campaign, limit: 100 })
    return items
      .filter(({ player }) => player === table.player)
      .map(({ amount, base, period, state }) => [period, base, amount, state])
      .reverse()
  })

/** Cashback and rebates. */
export const settlementLaws = [
  law(
    "a loss is paid back once for its day, in cash; what comes late is in the next period, and settling again changes nothing",
    Effect.gen(function* () {
      const table = yield* sit()
      const campaign = cashback("ggr")
      yield* table.saved(campaign)
      table.at = noon(5)
      table.deposit(1000)
      table.round(200, 50)
      table.at = noon(3)
      table.round(100, 300)
      yield* table.counted
      yield* settled
      assert.deepEqual(yield* payoutsOf(table, campaign.id), [[1, "150", "15", "paid"]])
      assert.equal(table.cash, table.units(1000 - 150 + 200 + 15))
      yield* settled
      table.at = noon(4)
      table.round(80, 0)
      yield* table.counted
      yield* settled
      assert.deepEqual(yield* payoutsOf(table, campaign.id), [[1, "150", "15", "paid"]])
      yield* (yield* Promotions).closeCampaign({ brand: table.brand, id: campaign.id, actor: operator })
      yield* settled
      yield* settled
      assert.deepEqual(yield* payoutsOf(table, campaign.id), [
        [1, "150", "15", "paid"],
        [6, "80", "8", "paid"]
      ])
      assert.deepEqual((yield* table.figures(campaign)).spent, "23")
    })
  ),
  law(
    "a net deposit counts what was brought, less what was taken and what is left or pending, also over periods",
    Effect.gen(function* () {
      const table = yield* sit()
      const campaign = cashback("net-deposit")
      yield* table.saved(campaign)
      table.at = noon(6)
      table.deposit(500)
      table.at = noon(5)
      table.deposit(200)
      table.round(300, 0)
      table.at = noon(4)
      const withdrawal = { withdrawal: table.ref.player, currency: table.currency } as const
      table.post({ _tag: "withdraw-hold", ...withdrawal, amount: fromUnits(table.units(100)) })
      table.round(100, 0)
      yield* table.counted
      yield* settled
      // Day 1: 200 − 0 − (400 − 500) = 300. Day 2: 0 − 0 − (200 − 400) − 100 pending = 100.
      assert.deepEqual(yield* payoutsOf(table, campaign.id), [
        [1, "300", "30", "paid"],
        [2, "100", "10", "paid"]
      ])
    })
  ),
  law(
    "a rebate is a share of the cash stakes in the products that it looks at",
    Effect.gen(function* () {
      const [slots, sports] = [yield* sit(), yield* sit()]
      for (const [table, activity] of [
        [slots, "slots"],
        [sports, "sports"]
      ] as const) {
        const campaign = campaignOf(
          { _tag: "turnover-rebate", ...daily, share: 50 },
          { products: { activity: [activity], reward: [] } }
        )
        yield* table.saved(campaign)
        table.at = noon(5)
        table.deposit(1000)
        for (const payout of [0, 700, 100]) table.round(300, payout)
        yield* table.counted
        yield* settled
        const expected = table === slots ? [[6, "900", "4.5", "paid"]] : []
        assert.deepEqual(yield* payoutsOf(table, campaign.id), expected)
      }
    })
  ),
  law(
    "a blocked player is paid nothing, and a kill at any boundary of a payout pays it once",
    Effect.gen(function* () {
      const faults = yield* Faults
      const blocked = yield* sit()
      const campaign = cashback("ggr")
      yield* blocked.saved(campaign)
      const lose = (table: Table) => {
        table.at = noon(5)
        table.deposit(100)
        table.round(100, 0)
        return table.counted
      }
      blocked.blockBonuses(true)
      yield* lose(blocked)
      const others = yield* Effect.replicateEffect(sit(blocked.brand), 8)
      yield* Effect.forEach(others, lose, { discard: true })
      const maintenance = yield* PromotionMaintenance
      yield* maintenance.settle
      for (let boundary = 0; boundary < 12; boundary++) {
        faults.killAfter(boundary)
        yield* Effect.exit(maintenance.payOut(1))
        faults.restart()
      }
      yield* settled
      assert.equal(blocked.cash, 0n)
      assert.deepEqual(yield* payoutsOf(blocked, campaign.id), [[1, "100", "10", "refused"]])
      for (const table of others) {
        assert.equal(table.cash, table.units(10))
        assert.deepEqual(yield* payoutsOf(table, campaign.id), [[1, "100", "10", "paid"]])
      }
      assert.ok(noon(5) > Date.now() - 6 * day)
    })
  )
]
