import type { BrandKey } from "@croupier/core/Brand"
import * as Store from "@croupier/core/postgres/Store"
import * as SqlClient from "@effect/sql/SqlClient"
import { Effect, Layer } from "effect"
import { FeedMatches } from "./FeedMatches.js"
import type { Difference } from "./Match.js"

interface MatchRow {
  readonly brand_id: BrandKey
  readonly provider: string
  readonly starts_at: Date
  readonly ends_at: Date
  readonly theirs: number | null
  readonly ours: number
  readonly differences: number
}

/** Matches in `croupier_game.feed_match`, what they found in `croupier_game.feed_difference`. */
export const layerSql: Layer.Layer<FeedMatches, never, SqlClient.SqlClient> = Layer.effect(
  FeedMatches,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { inBrand } = yield* Store.make({ name: "games" })
    return {
      keep: ({ brand, from, provider, to }, { differences, ours, theirs }) =>
        inBrand(
          brand,
          Effect.gen(function* () {
            const start = new Date(from)
            yield* sql`INSERT INTO croupier_game.feed_match
              (brand_id, provider, starts_at, ends_at, theirs, ours, differences, matched_at)
              VALUES (${brand}, ${provider}, ${start}, ${new Date(to)}, ${theirs}, ${ours}, ${differences.length},
                croupier_core.now())
              ON CONFLICT (brand_id, provider, starts_at) DO UPDATE SET ends_at = EXCLUDED.ends_at,
                theirs = EXCLUDED.theirs, ours = EXCLUDED.ours, differences = EXCLUDED.differences,
                matched_at = EXCLUDED.matched_at`
            yield* sql`DELETE FROM croupier_game.feed_difference
              WHERE brand_id = ${brand} AND provider = ${provider} AND starts_at = ${start}`
            yield* sql`INSERT INTO croupier_game.feed_difference (brand_id, provider, starts_at, key, kind, round, theirs, ours)
              SELECT ${brand}, ${provider}, ${start}::timestamptz, d.key, d.kind, d.round, d.theirs, d.ours
              FROM jsonb_to_recordset(${JSON.stringify(differences)}::jsonb)
                AS d (key text, kind text, round text, theirs text, ours text)
              ON CONFLICT DO NOTHING`
          })
        ),
      list: (brand, from, to) =>
        inBrand(
          brand,
          sql<MatchRow>`SELECT brand_id, provider, starts_at, ends_at, theirs, ours, differences
            FROM croupier_game.feed_match
            WHERE brand_id = ${brand} AND starts_at >= ${new Date(from)} AND starts_at < ${new Date(to)}
            ORDER BY starts_at, provider`
        ).pipe(
          Effect.map((rows) =>
            rows.map((row) => ({
              brand: row.brand_id,
              provider: row.provider,
              from: row.starts_at.getTime(),
              to: row.ends_at.getTime(),
              theirs: row.theirs,
              ours: row.ours,
              differences: row.differences
            }))
          )
        ),
      differences: ({ brand, from, provider }) =>
        inBrand(
          brand,
          sql<Difference>`SELECT kind, key, round, theirs, ours FROM croupier_game.feed_difference
            WHERE brand_id = ${brand} AND provider = ${provider} AND starts_at = ${new Date(from)} ORDER BY key`
        )
    }
  })
)
