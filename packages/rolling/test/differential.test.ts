import { isLongRun } from "@croupier/core/testing/LongRun"
import { Effect, FastCheck, ManagedRuntime } from "effect"
import { afterAll, describe, expect, it } from "vitest"
import type { NewRequirement } from "../src/contract/Requirement.js"
import { Rolling } from "../src/contract/Rolling.js"
import { WalletFeed } from "../src/contract/WalletFeed.js"
import { type Move, moves, perform } from "../src/testing/Move.js"
import { sit, type Table } from "../src/testing/Table.js"
import { inMemory, onPostgres } from "./worlds.js"

const memory = ManagedRuntime.make(inMemory)
const postgres = ManagedRuntime.make(onPostgres)
afterAll(async () => {
  await memory.dispose()
  await postgres.dispose()
}, 60_000)

const runs = isLongRun ? 200 : 25

/** A move of the ledger, a bonus with its requirement, or the end of the last bonus. */
type Act =
  | Move
  | {
      readonly _tag: "bonus"
      readonly units: number
      readonly multiplier: number
      readonly source: NewRequirement["source"]
    }
  | { readonly _tag: "forfeit" }
  | { readonly _tag: "reverse" }

const bonus = FastCheck.record({
  _tag: FastCheck.constant("bonus" as const),
  units: FastCheck.integer({ min: 1, max: 30 }),
  multiplier: FastCheck.constantFrom(0, 50, 100, 1000),
  source: FastCheck.constantFrom("all" as const, "cash" as const, "bonus" as const)
})
const rare = FastCheck.oneof(
  bonus,
  FastCheck.constant({ _tag: "forfeit" } as const),
  FastCheck.constant({ _tag: "reverse" } as const)
)
const acts: FastCheck.Arbitrary<ReadonlyArray<Act>> = FastCheck.tuple(
  moves,
  FastCheck.array(FastCheck.tuple(FastCheck.nat(30), rare), { maxLength: 4 })
).map(([history, rares]) =>
  rares.reduce<ReadonlyArray<Act>>((all, [at, act]) => [...all.slice(0, at), act, ...all.slice(at)], history)
)

interface Played {
  readonly table: Table
  readonly openings: ReadonlyArray<{ readonly after: number; readonly opening: NewRequirement }>
}

/** Plays once, on a ledger in memory; both sides then take the same events and requirements in the same order. */
const play = (history: ReadonlyArray<Act>) =>
  Effect.map(sit(), (table): Played => {
    const deposits = [table.deposit(60, "first")]
    const openings: Array<{ after: number; opening: NewRequirement }> = []
    for (const [index, act] of history.entries()) {
      switch (act._tag) {
        case "bonus": {
          if (table.books.activeGrant(table.brand, table.player) !== undefined) break
          const grant = table.grant(act.units)
          const { multiplier, source } = act
          const deposit = deposits[0] ?? null
          openings.push({
            after: table.published.length,
            opening: table.requirementOf(grant, act.units, { multiplier, source, deposit })
          })
          break
        }
        case "forfeit": {
          const grant = table.books.activeGrant(table.brand, table.player)
          if (grant !== undefined) table.post({ _tag: "bonus-forfeit", grant, as: "forfeited" })
          break
        }
        case "reverse": {
          table.reverse("first")
          break
        }
        default:
          perform(table, act, index)
      }
    }
    return { table, openings }
  })

/** What a side answers after it has taken all, in batches of `size`. */
const answers = ({ openings, table }: Played, size: number) =>
  Effect.gen(function* () {
    const feed = yield* WalletFeed
    const rolling = yield* Rolling
    let taken = 0
    const takeTo = (end: number) =>
      Effect.gen(function* () {
        while (taken < end) {
          const next = Math.min(end, taken + size)
          yield* feed.take(table.published.slice(taken, next))
          taken = next
        }
      })
    for (const { after, opening } of openings) {
      yield* takeTo(after)
      yield* rolling.open(opening)
    }
    yield* takeTo(table.published.length)
    const { items } = yield* rolling.requirements({ ...table.ref, limit: 100 })
    const ledgers = yield* Effect.forEach(items, ({ id }) => rolling.contributions({ ...table.ref, id, limit: 100 }))
    const now = items.map(({ endedAt: _, openedAt: __, ...item }) => item)
    const withdrawable = yield* rolling.withdrawable(table.ref)
    const reviews = yield* rolling.reviews({ brand: table.brand, limit: 100 })
    return {
      items: now,
      ledgers,
      reasons: withdrawable.reasons,
      reviews: reviews.items.map(({ kind, requirement }) => [kind, requirement])
    }
  })

describe("memory and PostgreSQL", () => {
  it("answer the same after the same history, taken in batches of any size", async () => {
    await FastCheck.assert(
      FastCheck.asyncProperty(acts, FastCheck.integer({ min: 1, max: 20 }), async (history, size) => {
        const played = await memory.runPromise(play(history))
        const expected = await memory.runPromise(answers(played, 1))
        expect(await postgres.runPromise(answers(played, size))).toEqual(expected)
      }),
      { numRuns: runs }
    )
  }, 240_000)
})
