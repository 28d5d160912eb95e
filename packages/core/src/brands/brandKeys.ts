import { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { BrandKey } from "../Brand.js"

/** The keys of all registered brands as they are stored now, in their order. */
export const brandKeys: Effect.Effect<ReadonlyArray<BrandKey>, SqlError, SqlClient> = Effect.flatMap(SqlClient, (sql) =>
  Effect.map(sql<{ key: BrandKey }>`SELECT key FROM croupier_core.brand ORDER BY key`, (rows) =>
    rows.map(({ key }) => key)
  )
)
