import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Schema } from "effect"
import { Timezone } from "../Brand.js"

/**
 * The timezone that held in a brand at an instant, from its history; UTC for `*`, the whole stack. Dies for a brand that
 * is not in the directory.
 */
export const brandTimezone = (scope: string, at: number): Effect.Effect<Timezone, SqlError, SqlClient.SqlClient> =>
  scope === "*"
    ? Effect.succeed(utc)
    : Effect.flatMap(SqlClient.SqlClient, (sql) =>
        Effect.flatMap(
          sql<{ timezone: string }>`
            SELECT timezone FROM croupier_core.brand_timezone
            WHERE brand_key = ${scope} AND effective_from <= ${new Date(at)} ORDER BY effective_from DESC LIMIT 1`,
          ([row]) =>
            row === undefined
              ? Effect.dieMessage(`the brand ${scope} has no timezone`)
              : Effect.orDie(Schema.decode(Timezone)(row.timezone))
        )
      )

const utc = Timezone.make("UTC")
