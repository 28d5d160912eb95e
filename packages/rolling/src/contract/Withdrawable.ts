import { NotAllowedReason } from "@croupier/wallet/contract"
import { Schema } from "effect"
import { ContributionView, RequirementView } from "./Requirement.js"

/** A requirement with the newest of its contributions; the others are on its own list, from `nextCursor` on. */
export const ExplainedRequirement = Schema.Struct({
  ...RequirementView.fields,
  contributions: Schema.Array(ContributionView),
  nextCursor: Schema.optional(Schema.String)
}).annotations({ identifier: "ExplainedRequirement" })
export type ExplainedRequirement = typeof ExplainedRequirement.Type

/** Whether a player may withdraw, and what is missing where not. */
export const Withdrawable = Schema.Struct({
  allowed: Schema.Boolean,
  reasons: Schema.Array(NotAllowedReason),
  /** What a withdrawal ends: bonuses that are forfeited when it is requested. */
  forfeits: Schema.Array(Schema.String),
  requirements: Schema.Array(ExplainedRequirement)
}).annotations({ identifier: "Withdrawable" })
export type Withdrawable = typeof Withdrawable.Type

/** The answer to a withdrawal's question; `not-ready` until the player's last event has been counted. */
export const Verdict = Schema.Union(
  Schema.TaggedStruct("allowed", {}),
  Schema.TaggedStruct("refused", { reasons: Schema.Array(NotAllowedReason) }),
  Schema.TaggedStruct("not-ready", {})
)
export type Verdict = typeof Verdict.Type
