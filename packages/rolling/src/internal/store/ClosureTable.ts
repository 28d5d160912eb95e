import type { BrandKey } from "@croupier/core/Brand"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect } from "effect"
import type { Closure } from "../../rules/expire.js"

/** A brand's closures that have not ended before an instant. */
export const since = (brand: BrandKey, instant: number) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<{ from: Date; to: Date | null }>`
        SELECT from_at AS from, to_at AS to FROM croupier_rolling.closure WHERE brand_id = ${brand} AND to_at IS NULL
        UNION ALL
        SELECT from_at, to_at FROM croupier_rolling.closure WHERE brand_id = ${brand} AND to_at > ${new Date(instant)}`,
      (rows): ReadonlyArray<Closure> =>
        rows.map(({ from, to }) => ({ from: from.getTime(), to: to?.getTime() ?? null }))
    )
  )

/** Begins or ends a brand's closure, where that is not how it is already. */
export const setClosed = (brand: BrandKey, isClosed: boolean) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.asVoid(
      isClosed
        ? sql`
          INSERT INTO croupier_rolling.closure (brand_id, from_at) VALUES (${brand}, croupier_core.now())
          ON CONFLICT DO NOTHING`
        : sql`
          UPDATE croupier_rolling.closure SET to_at = croupier_core.now() WHERE brand_id = ${brand} AND to_at IS NULL`
    )
  )
