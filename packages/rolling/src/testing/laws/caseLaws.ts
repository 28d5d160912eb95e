import assert from "node:assert/strict"
import type { CurrencyCode } from "@croupier/core/Currency"
import { Effect, Schedule } from "effect"
import type { NewRequirement } from "../../contract/Requirement.js"
import { Rolling } from "../../contract/Rolling.js"
import { defaultRollingPolicy } from "../../contract/RollingPolicy.js"
import { RollingMaintenance } from "../../RollingMaintenance.js"
import { law } from "../Law.js"
import { baccarat, sit, slot, type Table } from "../Table.js"

/** Gives a player a bonus and opens its requirement. */
const withBonus = (
  table: Table,
  bonus: number,
  terms: Partial<NewRequirement> = {},
  maxCashOut: number | null = null
) =>
  Effect.gen(function* () {
    const grant = table.grant(bonus, maxCashOut)
    yield* table.counted
    return yield* (yield* Rolling).open(table.requirementOf(grant, bonus, terms))
  })

const requirementNow = (table: Table, id: string) =>
  Effect.flatMap(Rolling, (rolling) => rolling.requirement({ ...table.ref, id }))

/** The loops do what is due, and rolling takes what the wallet made of it. */
const settle = (table: Table) =>
  Effect.gen(function* () {
    const { expire, performTasks } = yield* RollingMaintenance
    yield* expire(100)
    yield* performTasks(100)
    yield* table.counted
  })

/** Deposits have no requirement here, so that the bonus's is alone. */
const bonusOnly = (table: Table) =>
  Effect.flatMap(Rolling, (rolling) =>
    rolling.setPolicy({
      brand: table.brand,
      policy: { ...defaultRollingPolicy, deposit: { ...defaultRollingPolicy.deposit, multiplier: 0 } }
    })
  )

const bonusFirst = (table: Table) => table.books.decideBy(table.brand, { funding: "bonus-first" })

/** What public systems get wrong, one by one, with worked numbers. */
export const caseLaws = [
  law(
    "a deposit of 50 is turned over by 50 of stakes, and not before its rounds have closed",
    Effect.gen(function* () {
      const table = yield* sit()
      table.deposit(50)
      table.bet("r1", 20)
      table.bet("r2", 30)
      yield* table.counted
      const rolling = yield* Rolling
      const before = yield* rolling.withdrawable(table.ref)
      assert.equal(before.allowed, false)
      assert.deepEqual(before.reasons, [
        { code: "turnover-missing", detail: "50 EUR has still to be staked for a deposit." }
      ])
      table.win("r1", 40)
      table.close("r1")
      yield* table.counted
      assert.equal((yield* table.requirements)[0]?.progress, "20")
      table.close("r2")
      yield* table.counted
      const [deposit] = yield* table.requirements
      assert.deepEqual([deposit?.state, deposit?.progress, deposit?.missing], ["completed", "50", "0"])
      assert.deepEqual(yield* rolling.withdrawable(table.ref), {
        allowed: true,
        reasons: [],
        forfeits: [],
        requirements: []
      })
    })
  ),
  law(
    "two bets race for the last unit: the round that closes first completes, the other counts towards the next requirement",
    Effect.gen(function* () {
      const table = yield* sit()
      table.deposit(10)
      table.deposit(10)
      table.bet("r1", 10)
      table.bet("r2", 9)
      table.win("r1", 10)
      table.close("r1")
      table.close("r2")
      yield* table.counted
      const [first, second] = yield* table.requirements
      assert.deepEqual([first?.state, first?.progress], ["completed", "10"])
      assert.deepEqual([second?.state, second?.progress], ["active", "9"])
    })
  ),
  law(
    "what exceeds a target does not move on to the next requirement",
    Effect.gen(function* () {
      const table = yield* sit()
      table.deposit(10)
      table.deposit(30)
      table.round("r1", 15, 15)
      yield* table.counted
      const [first, second] = yield* table.requirements
      assert.deepEqual([first?.state, first?.progress, second?.progress], ["completed", "10", "0"])
    })
  ),
  law(
    "a rollback after the expiry still takes its contribution back; the expired requirement stays expired",
    Effect.gen(function* () {
      const table = yield* sit()
      yield* bonusOnly(table)
      table.deposit(100)
      const { id } = yield* withBonus(table, 10, { expiresAt: Date.now() - 1 })
      table.round("r1", 20, 5)
      yield* table.counted
      yield* settle(table)
      assert.deepEqual((yield* requirementNow(table, id)).state, "expired")
      table.rollback("r1-bet")
      yield* table.counted
      const after = yield* requirementNow(table, id)
      assert.deepEqual([after.state, after.progress], ["expired", "0"])
      const { items } = yield* (yield* Rolling).contributions({ ...table.ref, id, limit: 10 })
      assert.deepEqual(
        items.map(({ amount, kind }) => [kind, amount]),
        [
          ["change", "-20"],
          ["round", "20"]
        ]
      )
    })
  ),
  law(
    "a late win after the forfeiture changes the valid amount of its round and nothing else",
    Effect.gen(function* () {
      const table = yield* sit()
      yield* bonusOnly(table)
      table.deposit(100)
      const { grant, id } = yield* withBonus(table, 10)
      table.round("r1", 20, 0, baccarat)
      yield* table.counted
      table.post({ _tag: "bonus-forfeit", grant: grant ?? "", as: "forfeited" })
      yield* table.counted
      assert.deepEqual((yield* requirementNow(table, id)).state, "forfeited")
      table.win("r1", 15, baccarat)
      yield* table.counted
      const after = yield* requirementNow(table, id)
      assert.deepEqual([after.state, after.progress], ["forfeited", "5"])
    })
  ),
  law(
    "an expiry in mid-round waits for the bonus's round, and the end of the round still counts",
    Effect.gen(function* () {
      const table = yield* sit()
      yield* bonusOnly(table)
      bonusFirst(table)
      table.deposit(100)
      const { id } = yield* withBonus(table, 10, { expiresAt: Date.now() - 1 })
      table.bet("r1", 10)
      yield* table.counted
      yield* settle(table)
      assert.equal((yield* requirementNow(table, id)).state, "active")
      table.win("r1", 30)
      table.close("r1")
      yield* table.counted
      const after = yield* requirementNow(table, id)
      assert.deepEqual([after.state, after.progress], ["active", "10"])
    })
  ),
  law(
    "weights that change in mid-campaign do not touch what was counted: a full reversal is the exact negative",
    Effect.gen(function* () {
      const table = yield* sit()
      const rolling = yield* Rolling
      const policy = (weight: number, version: number) => ({
        version,
        playedOutBelow: {},
        deposit: {
          ...defaultRollingPolicy.deposit,
          multiplier: 1000,
          weights: { categories: { live: weight }, games: [] }
        }
      })
      yield* rolling.setPolicy({ brand: table.brand, policy: policy(3333, 0) })
      table.deposit(100)
      table.round("r1", 7, 0, baccarat)
      yield* table.counted
      const [before] = yield* table.requirements
      assert.equal(before?.progress, "2.3331")
      yield* rolling.setPolicy({ brand: table.brand, policy: policy(10_000, 1) })
      table.rollback("r1-bet")
      yield* table.counted
      assert.equal((yield* table.requirements)[0]?.progress, "0")
    })
  ),
  law(
    "in a currency without decimals a third of a stake counts to the ledger unit",
    Effect.gen(function* () {
      const table = yield* sit({ currency: "KRW" })
      yield* (yield* Rolling).setPolicy({
        brand: table.brand,
        policy: {
          version: 0,
          playedOutBelow: { ["KRW" as CurrencyCode]: "100" },
          deposit: { ...defaultRollingPolicy.deposit, weights: { categories: { slots: 3333 }, games: [] } }
        }
      })
      table.deposit(50_000)
      table.round("r1", 1000, 1000)
      yield* table.counted
      const [deposit] = yield* table.requirements
      assert.deepEqual([deposit?.target, deposit?.progress, deposit?.missing], ["50000", "333.3", "49666.7"])
    })
  ),
  law(
    "of a bet that is part cash and part bonus, a requirement of bonus stakes counts the bonus part",
    Effect.gen(function* () {
      const table = yield* sit()
      yield* bonusOnly(table)
      table.deposit(5)
      const { id } = yield* withBonus(table, 10, { source: "bonus" })
      table.bet("r1", 8)
      table.win("r1", 4)
      table.close("r1")
      yield* table.counted
      assert.equal((yield* requirementNow(table, id)).progress, "3")
      const cash = yield* sit()
      yield* bonusOnly(cash)
      cash.deposit(50)
      const other = yield* withBonus(cash, 10, { source: "bonus" })
      cash.round("r1", 8, 4)
      yield* cash.counted
      assert.equal((yield* requirementNow(cash, other.id)).progress, "0")
    })
  ),
  law(
    "a deposit that is reversed before the conversion takes its bonus back",
    Effect.gen(function* () {
      const table = yield* sit()
      yield* bonusOnly(table)
      const deposit = table.deposit(100, "first")
      const { grant, id } = yield* withBonus(table, 10, { deposit })
      table.reverse("first")
      yield* table.counted
      assert.equal((yield* requirementNow(table, id)).state, "reversed")
      yield* settle(table)
      assert.equal(table.books.grantStatus(table.brand, grant ?? ""), "forfeited")
      assert.equal((yield* requirementNow(table, id)).state, "reversed")
    })
  ),
  law(
    "a deposit that is reversed after the conversion opens a review, and nothing is withdrawn until it is resolved",
    Effect.gen(function* () {
      const table = yield* sit()
      yield* bonusOnly(table)
      const deposit = table.deposit(100, "first")
      const { id } = yield* withBonus(table, 10, { deposit, multiplier: 100 })
      table.round("r1", 10, 10)
      yield* table.counted
      yield* settle(table)
      assert.deepEqual(
        [(yield* requirementNow(table, id)).state, (yield* requirementNow(table, id)).converted],
        ["converted", "10"]
      )
      table.reverse("first")
      yield* table.counted
      const rolling = yield* Rolling
      const { items } = yield* rolling.reviews({ brand: table.brand, limit: 10 })
      assert.deepEqual(
        items.map(({ kind, requirement }) => [requirement, kind]),
        [[id, "converted-deposit-reversed"]]
      )
      assert.deepEqual(
        (yield* rolling.withdrawable(table.ref)).reasons.map(({ code }) => code),
        ["under-review"]
      )
      const resolution = {
        brand: table.brand,
        requirement: id,
        kind: "converted-deposit-reversed",
        note: "paid back"
      } as const
      yield* rolling.resolveReview({ ...resolution, actor: { kind: "operator", id: "ann" } })
      assert.equal((yield* rolling.withdrawable(table.ref)).allowed, true)
    })
  ),
  law(
    "a withdrawal forfeits a bonus that says so when it is requested, and its cancellation does not bring the bonus back",
    Effect.gen(function* () {
      const table = yield* sit()
      yield* bonusOnly(table)
      table.deposit(100)
      const { grant, id } = yield* withBonus(table, 10, { onWithdrawal: "forfeit" })
      const rolling = yield* Rolling
      const before = yield* rolling.withdrawable(table.ref)
      assert.deepEqual([before.allowed, before.forfeits], [true, [id]])
      const withdrawal = table.hold(40)
      yield* table.counted
      yield* settle(table)
      assert.deepEqual((yield* requirementNow(table, id)).state, "forfeited")
      assert.equal(table.books.grantStatus(table.brand, grant ?? ""), "forfeited")
      table.post({ _tag: "withdraw-release", withdrawal, as: "cancelled", reason: "changed my mind" })
      yield* table.counted
      assert.deepEqual((yield* requirementNow(table, id)).state, "forfeited")
    })
  ),
  law(
    "the win of the completing round is still the bonus's and under its cap",
    Effect.gen(function* () {
      const table = yield* sit()
      yield* bonusOnly(table)
      bonusFirst(table)
      table.deposit(5)
      const { id } = yield* withBonus(table, 10, { multiplier: 100 }, 25)
      table.bet("r1", 10)
      yield* table.counted
      assert.equal((yield* requirementNow(table, id)).state, "active")
      table.win("r1", 500)
      table.close("r1")
      yield* table.counted
      assert.equal((yield* requirementNow(table, id)).state, "completed")
      yield* settle(table)
      const after = yield* requirementNow(table, id)
      assert.deepEqual([after.state, after.converted], ["converted", "25"])
      assert.equal(table.books.cash(table.brand, table.player), table.units(30))
    })
  ),
  law(
    "completion waits for the bonus's other open rounds",
    Effect.gen(function* () {
      const table = yield* sit()
      yield* bonusOnly(table)
      bonusFirst(table)
      table.deposit(5)
      const { id } = yield* withBonus(table, 20, { multiplier: 50 })
      table.bet("r1", 10)
      table.bet("r2", 10)
      table.win("r1", 10)
      table.close("r1")
      yield* table.counted
      const waiting = yield* requirementNow(table, id)
      assert.deepEqual([waiting.state, waiting.missing], ["active", "0"])
      table.close("r2")
      yield* table.counted
      assert.equal((yield* requirementNow(table, id)).state, "completed")
    })
  ),
  law(
    "a counted cash bet that is voided re-opens the requirement that it had completed",
    Effect.gen(function* () {
      const table = yield* sit()
      table.deposit(50)
      table.round("r1", 50, 50)
      yield* table.counted
      assert.equal((yield* table.requirements)[0]?.state, "completed")
      table.rollback("r1-bet")
      yield* table.counted
      const [after] = yield* table.requirements
      assert.deepEqual([after?.state, after?.progress], ["active", "0"])
    })
  ),
  law(
    "of two stakes in one round, one voided, the other counts",
    Effect.gen(function* () {
      const table = yield* sit()
      table.deposit(100)
      table.bet("r1", 10, slot, "one")
      table.bet("r1", 7, slot, "two")
      table.rollback("one")
      table.close("r1")
      yield* table.counted
      assert.equal((yield* table.requirements)[0]?.progress, "7")
      table.bet("r2", 10, slot, "three")
      table.bet("r2", 7, slot, "four")
      table.close("r2")
      table.rollback("four")
      yield* table.counted
      assert.equal((yield* table.requirements)[0]?.progress, "17")
    })
  ),
  law(
    "both sides of one table round count their difference, and a push counts nothing",
    Effect.gen(function* () {
      const table = yield* sit()
      table.deposit(300)
      table.bet("r1", 100, baccarat, "banker")
      table.bet("r1", 90, baccarat, "player")
      table.win("r1", 195, baccarat)
      table.close("r1")
      table.round("r2", 50, 50, baccarat)
      yield* table.counted
      assert.equal((yield* table.requirements)[0]?.progress, "5")
    })
  ),
  law(
    "a played-out balance ends the bonus as lost and the deposit's requirement as completed; an open round or a held withdrawal does not",
    Effect.gen(function* () {
      const table = yield* sit()
      const deposit = table.deposit(20)
      const { id } = yield* withBonus(table, 10, { deposit })
      table.bet("r1", 20)
      table.bet("r2", 10)
      table.close("r1")
      yield* table.counted
      assert.equal((yield* requirementNow(table, id)).state, "active")
      table.close("r2")
      yield* table.counted
      const lost = yield* requirementNow(table, id)
      assert.deepEqual([lost.state, lost.reason], ["lost", "no-funds"])
      const first = yield* requirementNow(table, deposit)
      assert.deepEqual([first.state, first.reason], ["completed", "no-funds"])
      const holder = yield* sit()
      holder.deposit(20)
      holder.round("r1", 20, 20)
      holder.deposit(10)
      holder.hold(25)
      holder.round("r2", 5, 0)
      yield* holder.counted
      assert.deepEqual(
        (yield* holder.requirements).map(({ state }) => state),
        ["completed", "active"]
      )
    })
  ),
  law(
    "a round that changes after the conversion opens a review and takes nothing",
    Effect.gen(function* () {
      const table = yield* sit()
      yield* bonusOnly(table)
      table.deposit(100)
      const { id } = yield* withBonus(table, 10, { multiplier: 100 })
      table.round("r1", 10, 10)
      yield* table.counted
      yield* settle(table)
      table.rollback("r1-bet")
      yield* table.counted
      const after = yield* requirementNow(table, id)
      assert.deepEqual([after.state, after.progress], ["converted", "0"])
      const { items } = yield* (yield* Rolling).reviews({ brand: table.brand, limit: 10 })
      assert.deepEqual(
        items.map(({ kind }) => kind),
        ["converted-below-target"]
      )
    })
  ),
  law(
    "time in which the brand is closed does not run",
    Effect.gen(function* () {
      const table = yield* sit()
      yield* bonusOnly(table)
      table.deposit(100)
      const { expire } = yield* RollingMaintenance
      table.books.decideBy(table.brand, { play: "closed" })
      yield* expire(100)
      const expiresAt = Date.now() + 2000
      const { id } = yield* withBonus(table, 10, { expiresAt })
      yield* Effect.repeat(expire(100), { until: () => Date.now() > expiresAt + 20 })
      const closed = yield* requirementNow(table, id)
      assert.equal(closed.state, "active")
      assert.ok((closed.expiresAt ?? 0) > expiresAt)
      table.books.decideBy(table.brand, { play: "open" })
      yield* Effect.repeat(Effect.zipRight(expire(100), requirementNow(table, id)), {
        until: ({ state }) => state === "expired",
        schedule: Schedule.spaced("10 millis").pipe(Schedule.upTo("30 seconds"))
      })
      assert.equal((yield* requirementNow(table, id)).state, "expired")
    })
  )
]
