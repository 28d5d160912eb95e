import { PlayerId, Uuid } from "@croupier/core/Ids"
import { Schema } from "effect"

/** What a review was opened for: a mark of an excluded person, or the answer of an outside register. */
export const ReviewReason = Schema.Literal("exclusion", "outside-register")
export type ReviewReason = typeof ReviewReason.Type

/** `clear`: the player is another person. `confirm`: the player is the excluded person. */
export const ReviewDecision = Schema.Literal("clear", "confirm")
export type ReviewDecision = typeof ReviewDecision.Type

/**
 * An account that claims an unverified mark of an excluded person: it may neither deposit nor bet until an operator has
 * decided. Times are milliseconds of the epoch; null: not decided yet.
 */
export const ReviewView = Schema.Struct({
  id: Uuid,
  player: PlayerId,
  reason: ReviewReason,
  openedAt: Schema.Int,
  decision: Schema.NullOr(ReviewDecision),
  decidedAt: Schema.NullOr(Schema.Int)
})
export type ReviewView = typeof ReviewView.Type
