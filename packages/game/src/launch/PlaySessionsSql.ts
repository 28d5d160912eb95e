import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { PlayerCode, PlayerId } from "@croupier/core/Ids"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as SqlClient from "@effect/sql/SqlClient"
import { Effect, Layer } from "effect"
import { fromStore, PlaySessions } from "./PlaySessions.js"

interface AccountRow {
  readonly player_id: PlayerId
  readonly currency: CurrencyCode
}

interface SessionRow extends AccountRow {
  readonly brand_id: BrandKey
  readonly provider: string
  readonly game_code: string
  readonly expires_at: Date
}

/** Launches in `croupier_game.account` and `croupier_game.session`. */
export const layerSql: Layer.Layer<PlaySessions, never, SqlClient.SqlClient> = Layer.effect(
  PlaySessions,
  Effect.map(SqlClient.SqlClient, (sql) => {
    const run = <A, E>(brand: BrandKey, effect: Effect.Effect<A, E>): Effect.Effect<A> =>
      effect.pipe(withBrand(brand), Effect.provideService(SqlClient.SqlClient, sql), Effect.orDie)
    return fromStore({
      open: (code, tokenHash, { brand, currency, expiresAt, game, player, provider }) =>
        run(
          brand,
          Effect.zipRight(
            sql`INSERT INTO croupier_game.account (brand_id, code, player_id, currency)
              VALUES (${brand}, ${code}, ${player}, ${currency}) ON CONFLICT (brand_id, code) DO NOTHING`,
            sql`INSERT INTO croupier_game.session (brand_id, token_hash, player_id, currency, provider, game_code, expires_at)
              VALUES (${brand}, ${tokenHash}, ${player}, ${currency}, ${provider}, ${game}, ${new Date(expiresAt)})`
          )
        ),
      account: (brand, code) =>
        run(
          brand,
          sql<AccountRow>`SELECT player_id, currency FROM croupier_game.account
            WHERE brand_id = ${brand} AND code = ${code}`
        ).pipe(Effect.map(([row]) => row && { player: row.player_id, currency: row.currency })),
      codeOf: (brand, player) =>
        run(
          brand,
          sql<{ code: PlayerCode }>`SELECT code FROM croupier_game.account
            WHERE brand_id = ${brand} AND player_id = ${player}`
        ).pipe(Effect.map(([row]) => row?.code)),
      session: (brand, tokenHash) =>
        run(
          brand,
          sql<SessionRow>`SELECT brand_id, player_id, currency, provider, game_code, expires_at
            FROM croupier_game.session WHERE brand_id = ${brand} AND token_hash = ${tokenHash}`
        ).pipe(
          Effect.map(
            ([row]) =>
              row && {
                brand: row.brand_id,
                player: row.player_id,
                currency: row.currency,
                provider: row.provider,
                game: row.game_code,
                expiresAt: row.expires_at.getTime()
              }
          )
        )
    })
  })
)
