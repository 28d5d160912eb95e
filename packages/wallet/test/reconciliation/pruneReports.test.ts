import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import * as SqlClient from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import { pruneReports } from "../../src/internal/reconciliation/pruneReports.js"
import { walletMigrations } from "../../src/migrations.js"

layer(TestPostgres.layer([walletMigrations]))("the pruning of reconciliation reports", (it) => {
  it.effect("removes, in batches, those older than 400 days that found nothing, and none with differences", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const insert = (state: string, first: number, last: number) =>
        sql`INSERT INTO croupier_wallet.reconciliation (run, begun_at, ended_at, accounts, differences, state, report)
          SELECT gen_random_uuid(), now() - n * interval '1 day', now() - n * interval '1 day', 1, 0, ${state}, '{}'
          FROM generate_series(${first}::integer, ${last}::integer) AS n`
      yield* insert("balanced", 390, 420)
      yield* insert("frozen", 500, 501)
      yield* pruneReports(4)
      const rows = yield* sql<{ state: string; n: number }>`
        SELECT state, count(*)::integer AS n FROM croupier_wallet.reconciliation GROUP BY state ORDER BY state`
      expect(rows).toEqual([
        { state: "balanced", n: 10 },
        { state: "frozen", n: 2 }
      ])
    }).pipe(Effect.provide(TestPostgres.layerSpan))
  )
})
