import assert from "node:assert/strict"
import { Rolling } from "@croupier/rolling/contract"
import { Effect } from "effect"
import { Promotions } from "../../contract/Promotions.js"
import { law } from "../Law.js"
import { freeCredit, recovered, sit, type Table } from "../Table.js"
import { Faults, type World } from "../World.js"

const operator = { kind: "operator", id: "ann" } as const

/** Kills the process at each boundary of an action in turn, until it is done before the kill; then each is recovered and judged. */
const killedEverywhere = (prepare: Effect.Effect<Killed, unknown, World>): Effect.Effect<void, unknown, World> =>
  Effect.gen(function* () {
    const faults = yield* Faults
    let boundary = 0
    for (let wasKilled = true; wasKilled; boundary++) {
      const { act, before, judge } = yield* prepare
      faults.killAfter(boundary)
      yield* Effect.exit(act)
      wasKilled = faults.restart()
      if (before !== undefined) yield* before
      yield* recovered
      yield* judge
    }
    // A claim has at least a call to each of store, wallet and rolling, each with a boundary before and after.
    assert.ok(boundary > 10, `only ${boundary} boundaries were met`)
  })

interface Killed {
  readonly act: Effect.Effect<unknown, unknown, World>
  /** What happens after the kill and before the recovery. */
  readonly before?: Effect.Effect<unknown, unknown, World>
  readonly judge: Effect.Effect<void, unknown, World>
}

const requirementOf = (table: Table, id: string) =>
  Effect.flatMap(Rolling, ({ requirement }) => Effect.option(requirement({ ...table.ref, id })))

/** The claim saga, whatever stops it where. */
export const sagaLaws = [
  law(
    "a claim that is killed at any boundary is active after recovery, with one grant, one requirement and its part of the budget; or it never was",
    killedEverywhere(
      Effect.gen(function* () {
        const table = yield* sit()
        const campaign = freeCredit()
        yield* table.saved(campaign)
        return {
          act: table.claim(campaign),
          judge: Effect.gen(function* () {
            const [bonus, ...others] = yield* table.bonuses
            assert.equal(others.length, 0)
            const { spent } = yield* table.figures(campaign)
            if (bonus === undefined) {
              assert.deepEqual([table.bonus, spent, table.books.grants(table.brand)], [0n, "0", 0])
              return
            }
            assert.deepEqual([bonus.state, table.bonus, spent], ["active", table.units(5), "5"])
            assert.equal(table.books.grants(table.brand), 1)
            const requirement = yield* requirementOf(table, bonus.id)
            assert.ok(requirement._tag === "Some")
            assert.deepEqual([requirement.value.target, requirement.value.state], ["50", "active"])
          })
        }
      })
    )
  ),
  law(
    "a claim that the wallet refuses is undone whole, at whatever boundary it is killed",
    killedEverywhere(
      Effect.gen(function* () {
        const table = yield* sit()
        const campaign = freeCredit()
        yield* table.saved(campaign)
        table.blockBonuses(true)
        return {
          act: table.claim(campaign),
          judge: Effect.gen(function* () {
            const bonuses = yield* table.bonuses
            for (const bonus of bonuses) {
              assert.deepEqual([bonus.state, bonus.reason], ["cancelled", "player-locked"])
              assert.equal((yield* requirementOf(table, bonus.id))._tag, "None")
            }
            const { receivers, spent } = yield* table.figures(campaign)
            assert.deepEqual([table.bonus, spent, receivers, table.books.grants(table.brand)], [0n, "0", 0, 0])
          })
        }
      })
    )
  ),
  law(
    "a bonus that is taken back is taken back whole, at whatever boundary that is killed",
    killedEverywhere(
      Effect.gen(function* () {
        const table = yield* sit()
        const campaign = freeCredit()
        yield* table.saved(campaign)
        const { value } = yield* table.claim(campaign)
        const cancellation = { brand: table.brand, id: value.id, actor: operator, reason: "by mistake" }
        return {
          act: Effect.flatMap(Promotions, ({ cancel }) => cancel(cancellation)),
          judge: Effect.gen(function* () {
            const [bonus] = yield* table.bonuses
            const requirement = yield* requirementOf(table, value.id)
            assert.ok(requirement._tag === "Some")
            const { receivers, spent } = yield* table.figures(campaign)
            if (bonus?.state === "active") {
              assert.deepEqual([table.bonus, spent, receivers], [table.units(5), "5", 1])
              assert.equal(requirement.value.state, "active")
            } else {
              assert.deepEqual([bonus?.state, table.bonus, spent, receivers], ["cancelled", 0n, "0", 0])
              assert.equal(requirement.value.state, "cancelled")
              assert.equal(table.books.grantStatus(table.brand, value.id), "forfeited")
            }
          })
        }
      })
    )
  ),
  law(
    "a claim that is killed at any boundary and then cancelled leaves nothing, though the wallet's or turnover's answer was lost",
    killedEverywhere(
      Effect.gen(function* () {
        const table = yield* sit()
        const campaign = freeCredit()
        yield* table.saved(campaign)
        return {
          act: table.claim(campaign),
          before: Effect.gen(function* () {
            for (const { id } of yield* table.bonuses) {
              yield* (yield* Promotions).cancel({ brand: table.brand, id, actor: operator, reason: "by mistake" })
            }
          }),
          judge: Effect.gen(function* () {
            for (const { id, state } of yield* table.bonuses) {
              assert.equal(state, "cancelled")
              const requirement = yield* requirementOf(table, id)
              if (requirement._tag === "Some") assert.equal(requirement.value.state, "cancelled")
            }
            assert.deepEqual([table.bonus, yield* table.figures(campaign)], [0n, { spent: "0", receivers: 0 }])
          })
        }
      })
    )
  ),
  law(
    "200 concurrent claims give what the budget has and no more",
    Effect.gen(function* () {
      const first = yield* sit()
      const campaign = freeCredit()
      const caps = { ...campaign.caps, budget: { EUR: "250" } }
      yield* first.saved({ ...campaign, caps })
      const tables = [first, ...(yield* Effect.replicateEffect(sit(first.brand), 199))]
      const outcomes = yield* Effect.forEach(tables, (table) => Effect.either(table.claim(campaign)), {
        concurrency: "unbounded"
      })
      yield* recovered
      const given = outcomes.filter(({ _tag }) => _tag === "Right")
      assert.equal(given.length, 50)
      for (const outcome of outcomes) {
        if (outcome._tag === "Left")
          assert.deepEqual([outcome.left._tag, reasonOf(outcome.left)], ["NotEligible", "budget"])
      }
      const balances = tables.map((table) => table.bonus)
      assert.equal(
        balances.reduce((total, bonus) => total + bonus, 0n),
        first.units(250)
      )
      assert.deepEqual(yield* first.figures(campaign), { spent: "250", receivers: 50 })
    })
  ),
  law(
    "a player who claims many times at once gets what the caps give",
    Effect.gen(function* () {
      const table = yield* sit()
      const campaign = freeCredit()
      yield* table.saved(campaign)
      const outcomes = yield* Effect.forEach(Array.from({ length: 20 }), () => Effect.either(table.claim(campaign)), {
        concurrency: "unbounded"
      })
      yield* recovered
      assert.equal(outcomes.filter(({ _tag }) => _tag === "Right").length, 1)
      assert.deepEqual([table.bonus, yield* table.figures(campaign)], [table.units(5), { spent: "5", receivers: 1 }])
    })
  )
]

const reasonOf = (error: { readonly _tag: string; readonly reason?: string }) => error.reason
