import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import * as SqlClient from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import { Rolling } from "../src/contract/Rolling.js"
import { pruneTurnover } from "../src/internal/loops/pruneTurnover.js"
import { sit } from "../src/testing/Table.js"
import { onPostgres } from "./worlds.js"

layer(onPostgres, { excludeTestServices: true, timeout: "60 seconds" })("the pruning of turnover", (it) => {
  it.effect("removes what ended more than 400 days ago, in batches, and leaves the rest and other brands alone", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const rolling = yield* Rolling
      const [table, elsewhere] = [yield* sit(), yield* sit()]
      for (const one of [table, elsewhere]) {
        for (const n of [1, 2, 3]) {
          one.deposit(10)
          for (const part of [1, 2, 3, 4, 5]) one.round(`r${n}-${part}`, 2, 2)
        }
        one.deposit(50)
        yield* one.counted
        const old = Effect.flatMap(
          SqlClient.SqlClient,
          (owner) =>
            owner`UPDATE croupier_rolling.requirement SET ended_at = now() - interval '401 days' WHERE number IN (1, 3)`
        )
        yield* withBrand(one.brand)(old).pipe(Effect.provide(TestPostgres.layerOwner))
      }
      yield* pruneTurnover(table.brand, 2)
      const numbersOf = (brand: typeof table.brand, rows: string) =>
        Effect.map(
          withBrand(brand)(
            sql<{ n: number }>`SELECT count(*)::integer AS n FROM ${sql.literal(`croupier_rolling.${rows}`)}`
          ),
          ([row]) => row?.n
        )
      const left = (brand: typeof table.brand) =>
        Effect.forEach(["requirement", "contribution", "round"], (rows) => numbersOf(brand, rows))
      expect(yield* left(table.brand)).toEqual([2, 5, 5])
      expect(yield* left(elsewhere.brand)).toEqual([4, 15, 15])
      const { items } = yield* rolling.requirements({ ...table.ref, limit: 10 })
      expect(items.map(({ state, target }) => [state, target])).toEqual([
        ["active", "50"],
        ["completed", "10"]
      ])
    })
  )
})
