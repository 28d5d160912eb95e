import { withSpan } from "@croupier/core/postgres/BrandTransaction"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Schema } from "effect"
import { ReconciliationReport, reportJson } from "./Report.js"

/** Keeps a report, and its differences as rows of their brands; one with differences is kept permanently. */
export const keepReport = (report: ReconciliationReport): Effect.Effect<void, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { accounts, begunAt, differences, endedAt, run, state } = report
    yield* sql`
      INSERT INTO croupier_wallet.reconciliation (run, begun_at, ended_at, accounts, differences, state, report)
      VALUES (${run}, ${begunAt}, ${endedAt}, ${accounts}, ${differences.length}, ${state}, ${reportJson(report)}::jsonb)`
    for (const { brand, currency, expected, firstDiverging, found, kind, sub, wallet } of differences) {
      yield* sql`
        INSERT INTO croupier_wallet.variance
          (brand_id, run, wallet_id, kind, sub, currency, expected, found, first_diverging)
        VALUES (${brand}, ${run}, ${wallet}, ${kind}, ${sub}, ${currency}, ${expected}, ${found}, ${firstDiverging})`
    }
  }).pipe(withSpan())

/** The newest reports, the newest first. */
export const reports = (
  limit: number
): Effect.Effect<ReadonlyArray<ReconciliationReport>, SqlError, SqlClient.SqlClient> =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql<{ report: unknown }>`
      SELECT report FROM croupier_wallet.reconciliation ORDER BY begun_at DESC, run DESC LIMIT ${limit}`
  ).pipe(Effect.flatMap((rows) => Effect.forEach(rows, ({ report }) => Effect.orDie(decode(report)))))

const decode = Schema.decodeUnknown(ReconciliationReport)
