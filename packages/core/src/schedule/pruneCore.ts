import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { inBatches } from "./inBatches.js"
import type { Job } from "./Job.js"

/** Removes revocations and finished job periods that are older than their retention; rows of a batch. */
export const pruneCore = (atMost = 2000): Effect.Effect<void, SqlError, SqlClient.SqlClient> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => {
    const prune = (name: "prune_revocations" | "prune_job_periods") =>
      inBatches(atMost, (most) =>
        Effect.map(
          sql<{ gone: number }>`SELECT croupier_core.${sql.literal(name)}(${most})::integer AS gone`,
          ([row]) => row?.gone ?? 0
        )
      )
    return Effect.zipRight(prune("prune_revocations"), prune("prune_job_periods"))
  })

/** `pruneCore`, hourly. */
export const pruneCoreJob: Job<SqlClient.SqlClient> = {
  name: "core-pruning",
  every: "hourly",
  scopes: Effect.succeed(["*"]),
  run: () => pruneCore()
}
