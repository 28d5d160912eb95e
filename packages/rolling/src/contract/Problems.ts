import * as Problem from "@croupier/core/http/Problem"
import { Schema } from "effect"

/** There is no such requirement of this player. */
export class RequirementNotFound extends Problem.make<RequirementNotFound>()("RequirementNotFound", {
  status: 404,
  title: "Requirement not found"
}) {}

/** The id, or the grant, has another requirement already. */
export class RequirementConflict extends Problem.make<RequirementConflict>()("RequirementConflict", {
  status: 409,
  title: "The requirement conflicts with an existing one",
  description: "Nothing was changed. An id and a bonus each have one requirement, with the terms that were sent first."
}) {}

/** The requirement has ended, so the command does not apply. */
export class RequirementEnded extends Problem.make<RequirementEnded>()("RequirementEnded", {
  status: 409,
  title: "The requirement has ended",
  description: "Nothing was changed. `detail` names its state."
}) {}

/** The adjustment's id is in use for another adjustment, or its currency is not the requirement's. */
export class AdjustmentConflict extends Problem.make<AdjustmentConflict>()("AdjustmentConflict", {
  status: 409,
  title: "The adjustment conflicts with an existing one or with the requirement's currency"
}) {}

/** An adjustment needs two different operators. */
export class SecondPersonRequired extends Problem.make<SecondPersonRequired>()("SecondPersonRequired", {
  status: 403,
  title: "A second person has to approve",
  description: "`askedBy` and `actor` must be two different operators."
}) {}

/** There is no such open review. */
export class RequirementReviewNotFound extends Problem.make<RequirementReviewNotFound>()("RequirementReviewNotFound", {
  status: 404,
  title: "Review not found"
}) {}

/** The policy is another than the one that was read: nothing was changed. */
export class RollingPolicyChanged extends Problem.make<RollingPolicyChanged>()("RollingPolicyChanged", {
  status: 409,
  title: "The policy has changed since it was read",
  description: "Nothing was changed. Read the policy again and resend the change with its current version."
}) {}

/** Turnover cannot be read or changed now. `outcome` says whether a command may have taken effect. */
export class RollingUnavailable extends Problem.make<RollingUnavailable>()(
  "RollingUnavailable",
  {
    status: 503,
    title: "Turnover is unavailable",
    description: "Repeat the request under the same id after the number of seconds in `Retry-After`.",
    headers: () => ({ "retry-after": "1" })
  },
  { outcome: Schema.Literal("not-applied", "unknown") }
) {}
