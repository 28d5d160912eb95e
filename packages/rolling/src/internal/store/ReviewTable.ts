import type { Actor } from "@croupier/core/Actor"
import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect } from "effect"
import type { RequirementReview, ReviewResolution } from "../../contract/RequirementReview.js"
import type { PlayerRef } from "../../contract/Rolling.js"
import type { ReviewPlace } from "./RollingStore.js"

interface ReviewRow {
  readonly requirement_id: string
  readonly kind: RequirementReview["kind"]
  readonly player_id: PlayerId
  readonly detail: string
  readonly opened_at: Date
  readonly resolved_at: Date | null
  readonly resolved_by: Actor | null
  readonly note: string | null
}

const toReview = (row: ReviewRow): RequirementReview => ({
  requirement: row.requirement_id,
  kind: row.kind,
  player: row.player_id,
  detail: row.detail,
  openedAt: row.opened_at.getTime(),
  resolvedAt: row.resolved_at?.getTime() ?? null,
  resolvedBy: row.resolved_by,
  note: row.note
})

/** The kinds of a player's open reviews. */
export const openReviews = ({ brand, player }: PlayerRef) =>
  Effect.flatMap(
    SqlClient,
    (sql) => sql<Pick<RequirementReview, "kind">>`
      SELECT kind FROM croupier_rolling.review
      WHERE brand_id = ${brand} AND player_id = ${player} AND resolved_at IS NULL`
  )

/** Open reviews of a brand from a place on, oldest first. */
export const reviewsFrom = (brand: BrandKey, place: ReviewPlace | undefined, limit: number) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      place === undefined
        ? sql<ReviewRow>`
          SELECT requirement_id, kind, player_id, detail, opened_at, resolved_at, resolved_by, note
          FROM croupier_rolling.review WHERE brand_id = ${brand} AND resolved_at IS NULL
          ORDER BY opened_at, requirement_id, kind LIMIT ${limit}`
        : sql<ReviewRow>`
          SELECT requirement_id, kind, player_id, detail, opened_at, resolved_at, resolved_by, note
          FROM croupier_rolling.review WHERE brand_id = ${brand} AND resolved_at IS NULL
            AND (opened_at, requirement_id, kind) >
              (${new Date(place.openedAt)}::timestamptz, ${place.requirement}::uuid, ${place.kind}::text)
          ORDER BY opened_at, requirement_id, kind LIMIT ${limit}`,
      (rows) => rows.map(toReview)
    )
  )

/** Resolves an open review; false where there is none. */
export const resolve = ({ actor, brand, kind, note, requirement }: ReviewResolution) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql`
        UPDATE croupier_rolling.review
        SET resolved_at = croupier_core.now(), resolved_by = ${JSON.stringify(actor)}::jsonb, note = ${note}
        WHERE brand_id = ${brand} AND requirement_id = ${requirement} AND kind = ${kind} AND resolved_at IS NULL
        RETURNING kind`,
      (rows) => rows.length === 1
    )
  )
