import type { Job } from "@croupier/core/schedule/Job"
import { prune } from "@croupier/core/schedule/prune"
import type { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"

/** Removes old reports that found nothing, `atMost` rows at a time. */
export const pruneReports = (atMost = 2000): Effect.Effect<void, SqlError, SqlClient> =>
  prune("croupier_wallet.prune_reconciliations", atMost)

/** `pruneReports`, daily. */
export const pruneReportsJob: Job<SqlClient> = {
  name: "report-pruning",
  every: "daily",
  scopes: Effect.succeed(["*"]),
  run: () => pruneReports()
}
