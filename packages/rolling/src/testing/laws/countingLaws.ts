import assert from "node:assert/strict"
import { Effect, FastCheck } from "effect"
import { Rolling } from "../../contract/Rolling.js"
import { defaultRollingPolicy } from "../../contract/RollingPolicy.js"
import type { GameWeights } from "../../contract/Terms.js"
import { WalletFeed } from "../../contract/WalletFeed.js"
import { validOf } from "../../rules/validOf.js"
import { weighed, weightOf } from "../../rules/weightOf.js"
import { lawOver } from "../Law.js"
import { moves, perform } from "../Move.js"
import { sit, type Table } from "../Table.js"

const weights: FastCheck.Arbitrary<GameWeights> = FastCheck.record({
  categories: FastCheck.record({ slots: FastCheck.nat(10_000), live: FastCheck.nat(10_000) }),
  games: FastCheck.constantFrom(
    [],
    [{ provider: "hub88", code: "baccarat", weight: 0 }],
    [{ provider: "hub88", code: "starlight", weight: 3333 }]
  )
})

/** A policy under which the first deposit is never turned over and no balance counts as played out. */
const endless = (given: GameWeights) => ({
  ...defaultRollingPolicy,
  deposit: { ...defaultRollingPolicy.deposit, multiplier: 99_999, weights: given },
  playedOutBelow: { EUR: "0" }
})

const unitsOf = (text: string): bigint => {
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".")
  const units = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, "0"))
  return text.startsWith("-") ? -units : units
}

/** A requirement's whole ledger of contributions, page by page. */
const contributionsOf = (table: Table, id: string) =>
  Effect.gen(function* () {
    const rolling = yield* Rolling
    const all = []
    let cursor: string | undefined
    do {
      const page = yield* rolling.contributions({ ...table.ref, id, limit: 7, ...(cursor && { cursor }) })
      all.push(...page.items)
      cursor = page.nextCursor
    } while (cursor !== undefined)
    return all
  })

/** What the ledger's closed rounds count by their last totals, whatever order they got them in. */
const expected = (table: Table, given: GameWeights): bigint =>
  table.books
    .rounds(table.brand)
    .filter(({ status }) => status === "closed")
    .reduce((sum, round) => {
      const weight = weightOf(given, { provider: round.provider, game: round.game, category: round.category })
      return sum + weighed(validOf(round.category, round, "all"), weight)
    }, 0n)

/** How rounds count. */
export const countingLaws = [
  lawOver(
    "a round counts as if it had closed with its last totals, however often and in whatever order it changed",
    FastCheck.tuple(moves, weights, FastCheck.integer({ min: 1, max: 9 })),
    ([history, given, together]) =>
      Effect.gen(function* () {
        const table = yield* sit()
        const rolling = yield* Rolling
        yield* rolling.setPolicy({ brand: table.brand, policy: endless(given) })
        table.deposit(1000)
        for (const [index, move] of history.entries()) {
          perform(table, move, index)
          if (index % together === 0) yield* table.counted
        }
        yield* table.counted
        const [first] = yield* table.requirements
        assert.ok(first)
        const counted = yield* contributionsOf(table, first.id)
        const sum = counted.reduce((total, { amount }) => total + unitsOf(amount), 0n)
        assert.equal(sum, expected(table, given))
        assert.equal(unitsOf(first.progress), sum)
        assert.deepEqual(
          counted.map(({ number }) => number),
          counted.map((_, index) => counted.length - index)
        )
      })
  ),
  lawOver(
    "events taken again, alone or with others, change nothing",
    FastCheck.tuple(moves, FastCheck.nat(40), FastCheck.nat(40)),
    ([history, from, count]) =>
      Effect.gen(function* () {
        const table = yield* sit()
        const feed = yield* WalletFeed
        table.deposit(100)
        for (const [index, move] of history.entries()) perform(table, move, index)
        yield* feed.take(table.published.slice(0, from))
        yield* feed.take(table.published)
        const before = yield* (yield* Rolling).withdrawable(table.ref)
        yield* feed.take(table.published.slice(from, from + count))
        yield* feed.take(table.published)
        assert.deepEqual(yield* (yield* Rolling).withdrawable(table.ref), before)
      })
  )
]
