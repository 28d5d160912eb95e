import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { PlayerId } from "@croupier/core/Ids"
import { compositeKey } from "@croupier/core/text/compositeKey"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect, HashMap } from "effect"
import type { PlayerRef } from "../../contract/Promotions.js"
import type { Deposit, Player } from "../../rules/State.js"
import { type ClaimRow, claimColumns, toClaim } from "./ClaimRow.js"
import { newPlayer } from "./newPlayer.js"
import type { Wanted } from "./PromotionStore.js"

interface PlayerRow {
  readonly brand_id: BrandKey
  readonly player_id: PlayerId
  readonly seen: bigint
  readonly events: bigint
  readonly deposits: number
  readonly claimed: number
}

/** Players under their keys. */
export type Loaded = ReadonlyMap<string, Player>

/** The key of a player among those of several brands. */
export const playerKey = ({ brand, player }: PlayerRef): string => compositeKey(brand, player)

/** The time of the database, in milliseconds of the epoch. */
export const present = Effect.flatMap(SqlClient, (sql) =>
  Effect.map(sql<{ now: Date }>`SELECT croupier_core.now() AS now`, ([row]) => row?.now.getTime() ?? 0)
)

/**
 * Reads players with the claims that a decision may touch: those that have not ended, those that are named, and those of the named
 * campaigns. Locks the players, in one order so that two transactions never wait for each other, unless they are only read.
 */
export const loadPlayers = (wanted: ReadonlyArray<Wanted>, { lock }: { readonly lock: boolean }) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient
    const refs = JSON.stringify(wanted.map(({ brand, player }) => ({ brand, player })))
    if (lock) {
      yield* sql`
        INSERT INTO croupier_promotion.player (brand_id, player_id)
        SELECT DISTINCT brand COLLATE "C", player FROM jsonb_to_recordset(${refs}::jsonb) AS w (brand text, player uuid)
        ORDER BY brand COLLATE "C", player ON CONFLICT (brand_id, player_id) DO NOTHING`
    }
    const rows = yield* sql<PlayerRow>`
      SELECT p.brand_id, p.player_id, p.seen, p.events, p.deposits, p.claimed FROM croupier_promotion.player AS p
      WHERE (p.brand_id, p.player_id) IN (
        SELECT brand COLLATE "C", player FROM jsonb_to_recordset(${refs}::jsonb) AS w (brand text, player uuid))
      ORDER BY p.brand_id, p.player_id ${sql.literal(lock ? "FOR NO KEY UPDATE OF p" : "")}`
    const named = JSON.stringify(
      wanted.flatMap(({ brand, claims = [], player }) => claims.map((id) => ({ brand, player, id })))
    )
    const campaigns = JSON.stringify(
      wanted.flatMap(({ brand, campaigns = [], player }) => campaigns.map((id) => ({ brand, player, id })))
    )
    const claims = yield* sql<ClaimRow>`
      WITH found AS (
        SELECT c.brand_id, c.id FROM jsonb_to_recordset(${refs}::jsonb) AS w (brand text, player uuid)
        JOIN croupier_promotion.claim AS c
          ON c.brand_id = w.brand AND c.player_id = w.player AND c.ended_at IS NULL
        UNION
        SELECT c.brand_id, c.id FROM jsonb_to_recordset(${named}::jsonb) AS w (brand text, player uuid, id uuid)
        JOIN croupier_promotion.claim AS c ON c.brand_id = w.brand AND c.id = w.id AND c.player_id = w.player
        UNION
        SELECT c.brand_id, c.id FROM jsonb_to_recordset(${campaigns}::jsonb) AS w (brand text, player uuid, id uuid)
        JOIN croupier_promotion.claim AS c
          ON c.brand_id = w.brand AND c.campaign_id = w.id AND c.player_id = w.player)
      SELECT ${sql.literal(claimColumns)} FROM found JOIN croupier_promotion.claim USING (brand_id, id)`
    const players = new Map(rows.map((row) => [compositeKey(row.brand_id, row.player_id), toPlayer(row)]))
    for (const row of claims) {
      const key = compositeKey(row.brand_id, row.player_id)
      const player = players.get(key)
      if (player !== undefined) {
        players.set(key, { ...player, claims: HashMap.set(player.claims, row.id, toClaim(row)) })
      }
    }
    return players satisfies Loaded
  })

/** The claim of a request's key. */
export const claimOfKey = ({ brand, player }: PlayerRef, key: string) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<ClaimRow>`
        SELECT ${sql.literal(claimColumns)} FROM croupier_promotion.claim
        WHERE brand_id = ${brand} AND player_id = ${player} AND request_key = ${key}`,
      ([row]) => (row === undefined ? undefined : toClaim(row))
    )
  )

/** How long after it a deposit can be claimed for. */
export const claimWithin = 3 * 86_400_000

/** A player's completed deposits since an instant that have not been reversed since, newest first. */
export const recentDeposits = ({ brand, player }: PlayerRef, since: number) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<{ transaction_id: string; number: number; currency: CurrencyCode; deposit: string; at: Date }>`
        SELECT transaction_id, number, currency, deposit, at FROM croupier_promotion.fact AS f
        WHERE brand_id = ${brand} AND player_id = ${player} AND kind = 'deposit' AND at >= ${new Date(since)}
          AND NOT EXISTS (SELECT FROM croupier_promotion.fact AS r WHERE r.brand_id = f.brand_id
            AND r.player_id = f.player_id AND r.kind = 'reversal' AND r.transaction_id = f.transaction_id)
        ORDER BY number DESC LIMIT 100`,
      (rows): ReadonlyArray<Deposit> =>
        rows.map(({ at, currency, deposit, number, transaction_id: transaction }) => ({
          transaction,
          number,
          currency,
          amount: BigInt(deposit),
          at: at.getTime()
        }))
    )
  )

const toPlayer = (row: PlayerRow): Player => ({
  ...newPlayer({ brand: row.brand_id, player: row.player_id }),
  seen: row.seen,
  events: row.events,
  deposits: row.deposits,
  claimed: row.claimed
})
