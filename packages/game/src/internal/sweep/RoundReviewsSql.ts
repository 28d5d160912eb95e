import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import * as Store from "@croupier/core/postgres/Store"
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
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { inBrand } = yield* Store.make({ name: "games" })
    return {
      add: ({ brand, player, provider, reason, round }) =>
        inBrand(
          brand,
          sql`INSERT INTO croupier_game.round_review (brand_id, provider, player_id, round, reason)
            VALUES (${brand}, ${provider}, ${player}, ${round}, ${reason}) ON CONFLICT DO NOTHING`
        ),
      prune: (brand, before, limit) =>
        inBrand(
          brand,
          sql<{ one: number }>`DELETE FROM croupier_game.round_review WHERE brand_id = ${brand}
            AND (provider, player_id, round) IN (SELECT provider, player_id, round FROM croupier_game.round_review
              WHERE brand_id = ${brand} AND listed_at < ${new Date(before)} ORDER BY listed_at LIMIT ${limit})
            RETURNING 1 AS one`
        ).pipe(Effect.map((rows) => rows.length)),
      list: (brand, limit) =>
        inBrand(
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
