import { BrandKey } from "@croupier/core/Brand"
import { brandKeys } from "@croupier/core/brands/brandKeys"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import { retention } from "@croupier/core/postgres/retention"
import { inBatches } from "@croupier/core/schedule/inBatches"
import type { Job } from "@croupier/core/schedule/Job"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"

/** Removes a brand's sessions that ended long ago, `atMost` rows at a time. */
export const pruneSessions = (brand: BrandKey, atMost = 2000): Effect.Effect<void, SqlError, SqlClient.SqlClient> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    inBatches(atMost, (most) =>
      Effect.map(
        sql`WITH old AS MATERIALIZED (
          SELECT id FROM croupier_player.session WHERE brand_id = ${brand}
            AND rotated_at < croupier_core.now() - ${retention.playerSession.days}::integer * interval '1 day'
          ORDER BY rotated_at LIMIT ${most} FOR UPDATE SKIP LOCKED)
          DELETE FROM croupier_player.session AS s USING old WHERE s.brand_id = ${brand} AND s.id = old.id RETURNING s.id`,
        (gone) => gone.length
      ).pipe(withBrand(brand))
    )
  )

/** `pruneSessions`, daily by each brand's calendar. */
export const pruneSessionsJob: Job<SqlClient.SqlClient> = {
  name: "session-pruning",
  every: "daily",
  scopes: brandKeys,
  run: ({ scope }) => pruneSessions(BrandKey.make(scope))
}
