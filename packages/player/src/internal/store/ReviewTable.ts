import type { BrandKey } from "@croupier/core/Brand"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { PlayerRef } from "../../contract/Players.js"
import type { Review } from "../../rules/Reviews.js"
import { instant, type ReviewRow, toReview } from "./PlayerRow.js"
import type { OpenReview } from "./PlayerStore.js"
import { encodeActor } from "./StoredIntent.js"

type Query<A> = Effect.Effect<A, SqlError, SqlClient.SqlClient>

/** Writes a new review, or the decision of a known one. */
export const write = ({ brand, player }: PlayerRef, review: Review): Query<void> =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`
      INSERT INTO croupier_player.review (brand_id, player_id, id, reason, exclusion_id, opened_at, decision, decided_at,
        decided_by)
      VALUES (${brand}, ${player}, ${review.id}, ${review.reason}, ${review.exclusion}, ${instant(review.openedAt)},
        ${review.decision}, ${instant(review.decidedAt)},
        ${review.decidedBy === null ? null : encodeActor(review.decidedBy)}::jsonb)
      ON CONFLICT (brand_id, player_id, id) DO UPDATE
        SET decision = excluded.decision, decided_at = excluded.decided_at, decided_by = excluded.decided_by`
  )

/** Open reviews of a brand, longest waiting first. */
export const open = (brand: BrandKey, most: number): Query<ReadonlyArray<OpenReview>> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<ReviewRow>`
        SELECT player_id, id, reason, exclusion_id, opened_at, decision, decided_at, decided_by
        FROM croupier_player.review WHERE brand_id = ${brand} AND decision IS NULL ORDER BY opened_at, id LIMIT ${most}`,
      (rows) => rows.map((row) => ({ player: row.player_id, review: toReview(row) }))
    )
  )
