import { inBatches } from "@croupier/core/schedule/inBatches"
import type { Job } from "@croupier/core/schedule/Job"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"

/** Removes old reports that found nothing, so many rows at a time. */
export const pruneReports = (atMost = 2000): Effect.Effect<void, SqlError, SqlClient.SqlClient> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    inBatches(atMost, (most) =>
      Effect.map(
        sql<{ gone: number }>`SELECT croupier_wallet.prune_reconciliations(${most})::integer AS gone`,
        ([row]) => row?.gone ?? 0
      )
    )
  )

/** `pruneReports`, daily. */
export const pruneReportsJob: Job<SqlClient.SqlClient> = {
  name: "report-pruning",
  every: "daily",
  scopes: Effect.succeed(["*"]),
  run: () => pruneReports()
}
