import { BrandKey } from "@croupier/core/Brand"
import { brandKeys } from "@croupier/core/brands/brandKeys"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import { inBatches } from "@croupier/core/schedule/inBatches"
import type { Job } from "@croupier/core/schedule/Job"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"

/** Removes a brand's requirements that ended long ago, with all that belongs to them, `atMost` rows at a time. */
export const pruneTurnover = (brand: BrandKey, atMost = 2000): Effect.Effect<void, SqlError, SqlClient.SqlClient> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.forEach(
      ["contributions", "rounds", "reviews", "requirements"],
      (rows) =>
        inBatches(atMost, (most) =>
          Effect.map(
            sql<{ gone: number }>`SELECT ${sql.literal(`croupier_rolling.prune_${rows}`)}(${most})::integer AS gone`,
            ([row]) => row?.gone ?? 0
          ).pipe(withBrand(brand))
        ),
      { discard: true }
    )
  )

/** `pruneTurnover`, daily by each brand's calendar. */
export const pruneTurnoverJob: Job<SqlClient.SqlClient> = {
  name: "turnover-pruning",
  every: "daily",
  scopes: brandKeys,
  run: ({ scope }) => pruneTurnover(BrandKey.make(scope))
}
