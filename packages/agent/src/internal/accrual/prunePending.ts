import { BrandKey } from "@croupier/core/Brand"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import { retention } from "@croupier/core/postgres/retention"
import { inBatches } from "@croupier/core/schedule/inBatches"
import type { Job } from "@croupier/core/schedule/Job"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"

/** Removes a brand's facts of players who were never registered here, `atMost` rows at a time. */
export const prunePending = (brand: BrandKey, atMost = 2000): Effect.Effect<void, SqlError, SqlClient.SqlClient> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    inBatches(atMost, (most) =>
      Effect.map(
        sql`WITH old AS MATERIALIZED (
          SELECT event_id FROM croupier_agent.pending WHERE brand_id = ${brand}
            AND at < croupier_core.now() - ${retention.agentPending.days}::integer * interval '1 day'
          ORDER BY at LIMIT ${most})
          DELETE FROM croupier_agent.pending AS p USING old
          WHERE p.brand_id = ${brand} AND p.event_id = old.event_id RETURNING p.event_id`,
        (gone) => gone.length
      ).pipe(withBrand(brand))
    )
  )

/** `prunePending`, daily by each brand's calendar. */
export const prunePendingJob: Job<SqlClient.SqlClient> = {
  name: "agent-pending-pruning",
  every: "daily",
  scopes: Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(sql<{ key: string }>`SELECT key FROM croupier_core.brand ORDER BY key`, (rows) =>
      rows.map(({ key }) => key)
    )
  ),
  run: ({ scope }) => prunePending(BrandKey.make(scope))
}
