import { administer } from "@croupier/core/postgres/Administrator"
import { TestDatabase } from "@croupier/core/testing/TestPostgres"
import { Effect } from "effect"

/** How many rows each table of ours holds, by its name, counted past row-level security. */
export const rowCounts: Effect.Effect<Readonly<Record<string, number>>, never, TestDatabase> = Effect.gen(function* () {
  const { administratorUrl } = yield* TestDatabase
  return yield* administer(administratorUrl, (query) =>
    Effect.gen(function* () {
      const tables = yield* query<{ readonly name: string }>(
        `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
         WHERE starts_with(schemaname, 'croupier_')
           AND tablename <> 'provider_call' -- written some moments after the answer, and nothing that anybody decides by
         ORDER BY 1`
      )
      const counts = tables.map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS rows FROM ${name}`)
      const rows = yield* query<{ readonly name: string; readonly rows: number }>(counts.join(" UNION ALL "))
      return Object.fromEntries(rows.map(({ name, rows }) => [name, rows]))
    })
  )
}).pipe(Effect.orDie)
