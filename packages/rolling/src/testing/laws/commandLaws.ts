import assert from "node:assert/strict"
import { fromUnits } from "@croupier/core/Amount"
import type { BrandKey } from "@croupier/core/Brand"
import { uuidv7 } from "@croupier/core/Ids"
import { Effect } from "effect"
import type { Adjustment } from "../../contract/Requirement.js"
import { Rolling } from "../../contract/Rolling.js"
import { defaultRollingPolicy } from "../../contract/RollingPolicy.js"
import { RollingMaintenance } from "../../RollingMaintenance.js"
import { law } from "../Law.js"
import { sit, type Table } from "../Table.js"

const operator = (id: string) => ({ kind: "operator", id }) as const

const adjustmentOf = (table: Table, requirement: string, units: number): Adjustment => ({
  brand: table.brand,
  requirement,
  id: uuidv7(Date.now()),
  currency: table.currency,
  direction: units < 0 ? "debit" : "credit",
  amount: fromUnits(table.units(Math.abs(units))),
  reason: "a round was lost in an outage",
  askedBy: operator("ann"),
  actor: operator("ben")
})

/** Commands, questions, and what others may see. */
export const commandLaws = [
  law(
    "a requirement is opened once: a repeat gets the first answer, another one for its id or its bonus is refused",
    Effect.gen(function* () {
      const table = yield* sit()
      const rolling = yield* Rolling
      table.deposit(100)
      const opening = table.requirementOf(table.grant(10), 10)
      yield* table.counted
      const first = yield* rolling.open(opening)
      assert.deepEqual([first.target, first.progress, first.state], ["100", "0", "active"])
      assert.deepEqual(yield* rolling.open(opening), first)
      const other = { ...opening, base: fromUnits(1n) }
      assert.equal((yield* Effect.flip(rolling.open(other)))._tag, "RequirementConflict")
      assert.equal(
        (yield* Effect.flip(rolling.open({ ...opening, id: uuidv7(Date.now()) })))._tag,
        "RequirementConflict"
      )
      const stranger = yield* sit({ brand: table.brand })
      for (const part of [{ id: opening.id }, { grant: opening.grant }]) {
        const taken = { ...stranger.requirementOf(uuidv7(Date.now()), 10), ...part }
        assert.equal((yield* Effect.flip(rolling.open(taken)))._tag, "RequirementConflict")
      }
    })
  ),
  law(
    "a bonus without anything to turn over is converted at once",
    Effect.gen(function* () {
      const table = yield* sit()
      const grant = table.grant(10)
      yield* table.counted
      const rolling = yield* Rolling
      const opened = yield* rolling.open(table.requirementOf(grant, 10, { multiplier: 0 }))
      assert.equal(opened.state, "completed")
      yield* (yield* RollingMaintenance).performTasks(100)
      yield* table.counted
      assert.equal((yield* rolling.requirement({ ...table.ref, id: opened.id })).state, "converted")
      assert.equal(table.books.cash(table.brand, table.player), table.units(10))
    })
  ),
  law(
    "a cancelled requirement takes its bonus back, also before its bonus was seen; cancelled again it changes nothing",
    Effect.gen(function* () {
      const table = yield* sit()
      const rolling = yield* Rolling
      const grant = table.grant(10)
      const { id } = yield* rolling.open(table.requirementOf(grant, 10))
      const cancellation = { brand: table.brand, id, actor: operator("ann"), reason: "the claim failed" }
      const cancelled = yield* rolling.cancel(cancellation)
      assert.deepEqual([cancelled.state, cancelled.reason], ["cancelled", "the claim failed"])
      assert.deepEqual(yield* rolling.cancel(cancellation), cancelled)
      yield* table.counted
      yield* (yield* RollingMaintenance).performTasks(100)
      yield* table.counted
      assert.equal(table.books.grantStatus(table.brand, grant), "forfeited")
      assert.deepEqual(yield* rolling.requirement({ ...table.ref, id }), cancelled)
      const missing = { ...cancellation, id: uuidv7(Date.now()) }
      assert.equal((yield* Effect.flip(rolling.cancel(missing)))._tag, "RequirementNotFound")
    })
  ),
  law(
    "an adjustment needs two operators, is counted once, and completes or re-opens like a round",
    Effect.gen(function* () {
      const table = yield* sit()
      const rolling = yield* Rolling
      table.deposit(100)
      yield* table.counted
      const [requirement] = yield* table.requirements
      const id = requirement?.id ?? ""
      const credit = adjustmentOf(table, id, 100)
      for (const actor of [credit.askedBy, { kind: "system", id: "job" } as const]) {
        assert.equal((yield* Effect.flip(rolling.adjust({ ...credit, actor })))._tag, "SecondPersonRequired")
      }
      assert.equal((yield* rolling.adjust(credit)).state, "completed")
      assert.equal((yield* rolling.adjust(credit)).progress, "100")
      assert.equal(
        (yield* Effect.flip(rolling.adjust({ ...credit, amount: fromUnits(1n) })))._tag,
        "AdjustmentConflict"
      )
      const debited = yield* rolling.adjust(adjustmentOf(table, id, -130))
      assert.deepEqual([debited.state, debited.progress, debited.missing], ["active", "0", "100"])
      const { items } = yield* rolling.contributions({ ...table.ref, id, limit: 10 })
      assert.deepEqual(
        items.map(({ amount, kind }) => [kind, amount]),
        [
          ["adjustment", "-130"],
          ["adjustment", "100"]
        ]
      )
    })
  ),
  law(
    "a withdrawal is answered only when the player's last event is counted, and a bonus without its requirement refuses it",
    Effect.gen(function* () {
      const table = yield* sit()
      const rolling = yield* Rolling
      table.deposit(10)
      table.round("r1", 10, 10)
      const version = table.published.at(-1)?.keyVersion ?? 0n
      assert.equal((yield* rolling.verdict({ ...table.ref, version }))._tag, "not-ready")
      yield* table.counted
      assert.equal((yield* rolling.verdict({ ...table.ref, version }))._tag, "allowed")
      assert.equal((yield* rolling.verdict({ ...table.ref, version: version + 1n }))._tag, "not-ready")
      const grant = table.grant(5)
      yield* table.counted
      const pending = yield* rolling.verdict({ ...table.ref, version })
      assert.deepEqual(pending._tag === "refused" && pending.reasons.map(({ code }) => code), ["bonus-pending"])
      yield* rolling.open(table.requirementOf(grant, 5))
      const refused = yield* rolling.verdict({ ...table.ref, version })
      assert.deepEqual(refused._tag === "refused" && refused.reasons.map(({ code }) => code), ["turnover-missing"])
    })
  ),
  law(
    "a player cannot see what is another player's or another brand's: it is not found",
    Effect.gen(function* () {
      const table = yield* sit()
      const rolling = yield* Rolling
      table.deposit(10)
      yield* table.counted
      const [requirement] = yield* table.requirements
      const id = requirement?.id ?? ""
      const stranger = yield* sit({ brand: table.brand })
      const elsewhere = { ...table.ref, brand: `${table.brand}x` as BrandKey }
      for (const ref of [stranger.ref, elsewhere]) {
        assert.equal((yield* Effect.flip(rolling.requirement({ ...ref, id })))._tag, "RequirementNotFound")
        assert.equal((yield* Effect.flip(rolling.contributions({ ...ref, id, limit: 10 })))._tag, "RequirementNotFound")
        assert.deepEqual((yield* rolling.requirements({ ...ref, limit: 10 })).items, [])
        assert.equal((yield* rolling.withdrawable(ref)).allowed, true)
      }
    })
  ),
  law(
    "of two changes of a policy that was read once, one succeeds",
    Effect.gen(function* () {
      const table = yield* sit()
      const rolling = yield* Rolling
      const { brand } = table
      const read = yield* rolling.policy({ brand })
      assert.deepEqual(read, defaultRollingPolicy)
      const policy = { ...read, deposit: { ...read.deposit, multiplier: 300 } }
      yield* rolling.setPolicy({ brand, policy })
      assert.equal((yield* Effect.flip(rolling.setPolicy({ brand, policy })))._tag, "RollingPolicyChanged")
      assert.deepEqual(yield* rolling.policy({ brand }), { ...policy, version: 1 })
    })
  ),
  law(
    "lists go on where a page ended, newest first, without a gap or a repeat",
    Effect.gen(function* () {
      const table = yield* sit()
      for (let n = 1; n <= 7; n++) table.deposit(n)
      yield* table.counted
      const rolling = yield* Rolling
      const seen: Array<string> = []
      let cursor: string | undefined
      do {
        const page = yield* rolling.requirements({ ...table.ref, limit: 3, ...(cursor && { cursor }) })
        seen.push(...page.items.map(({ base }) => base))
        cursor = page.nextCursor
      } while (cursor !== undefined)
      assert.deepEqual(seen, ["7", "6", "5", "4", "3", "2", "1"])
      const invalid = rolling.requirements({ ...table.ref, limit: 3, cursor: "x" })
      assert.equal((yield* Effect.flip(invalid))._tag, "CursorInvalid")
    })
  )
]
