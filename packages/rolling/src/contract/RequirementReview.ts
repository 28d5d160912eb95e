import { Actor } from "@croupier/core/Actor"
import { BrandKey } from "@croupier/core/Brand"
import { PlayerId, Uuid } from "@croupier/core/Ids"
import { Reason } from "@croupier/core/Reason"
import { Schema } from "effect"

/** Why a person has to look at a requirement; while one is open, its player cannot withdraw. */
export const ReviewKind = Schema.Literal(
  /** A round changed after the bonus had been converted, so that its target is no longer met. */
  "converted-below-target",
  /** The deposit was reversed after its bonus had been converted. */
  "converted-deposit-reversed",
  /** The wallet has refused to convert or end the bonus for a long time. */
  "wallet-refuses"
)
export type ReviewKind = typeof ReviewKind.Type

/** One open or resolved review. */
export const RequirementReview = Schema.Struct({
  requirement: Uuid,
  kind: ReviewKind,
  player: PlayerId,
  detail: Schema.String,
  openedAt: Schema.Int,
  resolvedAt: Schema.NullOr(Schema.Int),
  resolvedBy: Schema.NullOr(Actor),
  note: Schema.NullOr(Schema.String)
})
export type RequirementReview = typeof RequirementReview.Type

/** A person's decision that nothing is left to do. */
export const ReviewResolution = Schema.Struct({
  brand: BrandKey,
  requirement: Uuid,
  kind: ReviewKind,
  actor: Actor,
  note: Reason
})
export type ReviewResolution = typeof ReviewResolution.Type
