import { Revocations } from "@croupier/core/auth/Revocations"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { PlayerCode, PlayerId } from "@croupier/core/Ids"
import * as Store from "@croupier/core/postgres/Store"
import * as SqlClient from "@effect/sql/SqlClient"
import { Effect, Layer } from "effect"
import type { PlaySession } from "./PlaySession.js"
import { fromStore, PlaySessions } from "./PlaySessions.js"

interface AccountRow {
  readonly player_id: PlayerId
  readonly currency: CurrencyCode
}

interface SessionRow extends AccountRow {
  readonly brand_id: BrandKey
  readonly provider: string
  readonly game_code: string
  readonly parent: string
  readonly opened_at: Date
  readonly expires_at: Date
  readonly ends_at: Date | null
}

/** Launches in `croupier_game.account` and `croupier_game.session`; what ends them is read with them. */
export const layerSql: Layer.Layer<PlaySessions, never, SqlClient.SqlClient | Revocations> = Layer.effect(
  PlaySessions,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const revocations = yield* Revocations
    const { inBrand } = yield* Store.make({ name: "games" })
    // The revocations say the times at which they hold; one of all launches, or of all of a subject's, those until then.
    const found = sql.literal(`
      s.brand_id, s.player_id, s.currency, s.provider, s.game_code, s.parent, s.opened_at, s.expires_at, e.ends_at
      FROM croupier_game.session AS s CROSS JOIN LATERAL (
        SELECT min(r.revoked_at) AS ends_at FROM croupier_core.revocation AS r
        WHERE r.id IN (s.parent, s.player_id)
          AND (r.kind IN ('session', 'session-end') OR r.revoked_at >= s.opened_at)) AS e`)
    return fromStore(
      {
        open: (code, tokenHash, { brand, currency, expiresAt, game, openedAt, parent, player, provider }) =>
          inBrand(
            brand,
            Effect.zipRight(
              sql`INSERT INTO croupier_game.account (brand_id, code, player_id, currency)
                VALUES (${brand}, ${code}, ${player}, ${currency}) ON CONFLICT (brand_id, code) DO NOTHING`,
              sql`INSERT INTO croupier_game.session
                  (brand_id, token_hash, player_id, currency, provider, game_code, parent, opened_at, expires_at)
                VALUES (${brand}, ${tokenHash}, ${player}, ${currency}, ${provider}, ${game}, ${parent},
                  ${new Date(openedAt)}, ${new Date(expiresAt)})`
            )
          ),
        account: (brand, code) =>
          inBrand(
            brand,
            sql<AccountRow>`SELECT player_id, currency FROM croupier_game.account
              WHERE brand_id = ${brand} AND code = ${code}`
          ).pipe(Effect.map(([row]) => row && { player: row.player_id, currency: row.currency })),
        codeOf: (brand, player) =>
          inBrand(
            brand,
            sql<{ code: PlayerCode }>`SELECT code FROM croupier_game.account
              WHERE brand_id = ${brand} AND player_id = ${player}`
          ).pipe(Effect.map(([row]) => row?.code)),
        prune: (brand, before, limit) =>
          inBrand(
            brand,
            sql<{ one: number }>`DELETE FROM croupier_game.session WHERE brand_id = ${brand} AND token_hash IN (
              SELECT token_hash FROM croupier_game.session
              WHERE brand_id = ${brand} AND expires_at < ${new Date(before)}
              ORDER BY expires_at LIMIT ${limit}) RETURNING 1 AS one`
          ).pipe(Effect.map((rows) => rows.length)),
        session: (brand, tokenHash) =>
          inBrand(
            brand,
            sql<SessionRow>`SELECT ${found} WHERE s.brand_id = ${brand} AND s.token_hash = ${tokenHash}`
          ).pipe(Effect.map(first)),
        latest: (brand, provider, player) =>
          inBrand(
            brand,
            sql<SessionRow>`SELECT ${found}
              WHERE s.brand_id = ${brand} AND s.player_id = ${player} AND s.provider = ${provider}
                AND s.expires_at > croupier_core.now() - interval '1 hour'
              ORDER BY e.ends_at DESC NULLS FIRST, s.expires_at DESC LIMIT 1`
          ).pipe(Effect.map(first))
      },
      revocations
    )
  })
)

const first = ([row]: ReadonlyArray<SessionRow>): PlaySession | undefined =>
  row && {
    brand: row.brand_id,
    player: row.player_id,
    currency: row.currency,
    provider: row.provider,
    game: row.game_code,
    parent: row.parent,
    openedAt: row.opened_at.getTime(),
    expiresAt: row.expires_at.getTime(),
    endsAt: row.ends_at?.getTime() ?? null
  }
