import type { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { Job } from "./Job.js"
import { prune } from "./prune.js"

/** Removes revocations and finished job periods that are older than their retention; rows of a batch. */
export const pruneCore = (atMost = 2000): Effect.Effect<void, SqlError, SqlClient> =>
  Effect.zipRight(prune("croupier_core.prune_revocations", atMost), prune("croupier_core.prune_job_periods", atMost))

/** `pruneCore`, hourly. */
export const pruneCoreJob: Job<SqlClient> = {
  name: "core-pruning",
  every: "hourly",
  scopes: Effect.succeed(["*"]),
  run: () => pruneCore()
}
