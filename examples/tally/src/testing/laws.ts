import assert from "node:assert/strict"
import { BrandKey } from "@croupier/core/Brand"
import { type PlayerId, uuidv7 } from "@croupier/core/Ids"
import { Effect, FastCheck } from "effect"
import { Tally } from "../contract/Tally.js"

/** The brands that the laws use; a layer's directory has both. */
export const brands = [BrandKey.make("aurora"), BrandKey.make("borealis")] as const

const history = FastCheck.array(
  FastCheck.record({
    brand: FastCheck.constantFrom(...brands),
    player: FastCheck.nat({ max: 2 }),
    id: FastCheck.nat({ max: 8 }),
    points: FastCheck.integer({ min: 1, max: 3 })
  }),
  { maxLength: 30 }
)

/**
 * The law of every layer: whatever is added and repeated in whatever order, a total is the sum of the first additions of each
 * id, a repeat gets its first answer, and an id that is another addition's changes nothing.
 */
export const law = Effect.gen(function* () {
  const tally = yield* Tally
  for (const steps of FastCheck.sample(history, 10)) {
    const ids = new Map<string, string>()
    const idOf = (name: string) => {
      const id = ids.get(name) ?? uuidv7(Date.now())
      ids.set(name, id)
      return id
    }
    const totals = new Map<string, number>()
    const answers = new Map<string, { readonly of: string; readonly total: number }>()
    for (const { brand, id, player, points } of steps) {
      const who = `${brand} player ${player}`
      const what = `${who} ${points}`
      const first = answers.get(`${brand} ${id}`)
      const added = tally.add({ brand, player: idOf(who) as PlayerId, id: idOf(`${brand} ${id}`), points })
      if (first !== undefined && first.of !== what) {
        assert.equal((yield* Effect.flip(added))._tag, "AdditionConflict")
        continue
      }
      const total = first?.total ?? (totals.get(who) ?? 0) + points
      assert.equal(yield* added, total)
      if (first === undefined) totals.set(who, total)
      answers.set(`${brand} ${id}`, first ?? { of: what, total })
    }
    for (const brand of brands) {
      for (const player of [0, 1, 2]) {
        const who = `${brand} player ${player}`
        assert.equal(yield* tally.total({ brand, player: idOf(who) as PlayerId }), totals.get(who) ?? 0)
      }
    }
  }
})
