import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as SqlClient from "@effect/sql/SqlClient"
import { Effect, Layer } from "effect"
import { type ReviewReason, RoundReviews } from "./RoundReviews.js"

interface Row {
  readonly brand_id: BrandKey
  readonly provider: string
  readonly player_id: PlayerId
  readonly round: string
  readonly reason: ReviewReason
}

/** Reviews in `croupier_game.round_review`. */
export const layerSql: Layer.Layer<RoundReviews, never, SqlClient.SqlClient> = Layer.effect(
  RoundReviews,
  Effect.map(SqlClient.SqlClient, (sql) => {
    const run = <A, E>(brand: BrandKey, effect: Effect.Effect<A, E>): Effect.Effect<A> =>
      effect.pipe(withBrand(brand), Effect.provideService(SqlClient.SqlClient, sql), Effect.orDie)
    return {
      add: ({ brand, player, provider, reason, round }) =>
        run(
          brand,
          sql`INSERT INTO croupier_game.round_review (brand_id, provider, player_id, round, reason)
            VALUES (${brand}, ${provider}, ${player}, ${round}, ${reason}) ON CONFLICT DO NOTHING`
        ),
      prune: (brand, before, limit) =>
        run(
          brand,
          sql<{ one: number }>`DELETE FROM croupier_game.round_review WHERE brand_id = ${brand}
            AND (provider, player_id, round) IN (SELECT provider, player_id, round FROM croupier_game.round_review
              WHERE brand_id = ${brand} AND listed_at < ${new Date(before)} ORDER BY listed_at LIMIT ${limit})
            RETURNING 1 AS one`
        ).pipe(Effect.map((rows) => rows.length)),
      list: (brand, limit) =>
        run(
          brand,
          sql<Row>`SELECT brand_id, provider, player_id, round, reason FROM croupier_game.round_review
            WHERE brand_id = ${brand} ORDER BY listed_at, provider, player_id, round LIMIT ${limit}`
        ).pipe(
          Effect.map((rows) =>
            rows.map((row) => ({
              brand: row.brand_id,
              provider: row.provider,
              player: row.player_id,
              round: row.round,
              reason: row.reason
            }))
          )
        )
    }
  })
)
