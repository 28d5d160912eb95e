import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect } from "effect"
import type { PlayerRef } from "../../contract/Promotions.js"
import { type ClaimRow, claimColumns, toClaim } from "./ClaimRow.js"
import type { AwaitingPlace, DueClaim } from "./PromotionStore.js"

const afterAll = 2_147_483_647
const first: AwaitingPlace = { claimedAt: 0, id: "00000000-0000-0000-0000-000000000000" }

/** The claim of this id with its player. */
export const byId = (brand: BrandKey, id: string) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<ClaimRow>`
        SELECT ${sql.literal(claimColumns)} FROM croupier_promotion.claim WHERE brand_id = ${brand} AND id = ${id}`,
      ([row]) => (row === undefined ? undefined : { player: row.player_id, claim: toClaim(row) })
    )
  )

/** A player's claims below a number, the last one first. */
export const ofPlayer = ({ brand, player }: PlayerRef, below: number | undefined, limit: number) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<ClaimRow>`
        SELECT ${sql.literal(claimColumns)} FROM croupier_promotion.claim
        WHERE brand_id = ${brand} AND player_id = ${player} AND number < ${below ?? afterAll}
        ORDER BY number DESC LIMIT ${limit}`,
      (rows) => rows.map(toClaim)
    )
  )

/** Claims that wait for an operator, oldest first. */
export const awaiting = (brand: BrandKey, place: AwaitingPlace = first, limit: number) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<ClaimRow>`
        SELECT ${sql.literal(claimColumns)} FROM croupier_promotion.claim
        WHERE brand_id = ${brand} AND state = 'awaiting-approval'
          AND (claimed_at, id) > (${new Date(place.claimedAt)}, ${place.id}::uuid)
        ORDER BY claimed_at, id LIMIT ${limit}`,
      (rows) => rows.map((row) => ({ player: row.player_id, claim: toClaim(row) }))
    )
  )

/** Claims with a due step, the oldest first. */
export const due = (limit: number) =>
  Effect.flatMap(
    SqlClient,
    (sql) => sql<DueClaim>`
      SELECT brand_id AS brand, player_id AS player, id, campaign_id AS campaign FROM croupier_promotion.claim
      WHERE due_at <= croupier_core.now() ORDER BY due_at, number LIMIT ${limit}`
  )

/** Records who brought a player in; the first record stays. */
export const refer = (brand: BrandKey, player: PlayerId, referrer: PlayerId) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.asVoid(
      sql`
        INSERT INTO croupier_promotion.referral (brand_id, player_id, referrer_id) VALUES (${brand}, ${player}, ${referrer})
        ON CONFLICT (brand_id, player_id) DO NOTHING`
    )
  )

/** Who brought the players of these references in. */
export const referrers = (refs: ReadonlyArray<PlayerRef>) =>
  Effect.flatMap(
    SqlClient,
    (sql) => sql<{ brand: BrandKey; player: PlayerId; referrer: PlayerId }>`
      SELECT r.brand_id AS brand, r.player_id AS player, r.referrer_id AS referrer
      FROM jsonb_to_recordset(${JSON.stringify(refs)}::jsonb) AS w (brand text, player uuid)
      JOIN croupier_promotion.referral AS r ON r.brand_id = w.brand AND r.player_id = w.player`
  )
