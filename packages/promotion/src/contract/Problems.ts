import * as Problem from "@croupier/core/http/Problem"
import { Schema } from "effect"
import { Violation } from "./JurisdictionRules.js"

/** There is no such campaign, or it is not the brand's. */
export class CampaignNotFound extends Problem.make<CampaignNotFound>()("CampaignNotFound", {
  status: 404,
  title: "Campaign not found"
}) {}

/** The campaign breaks rules of its jurisdiction or contradicts itself: nothing was saved. */
export class CampaignRefused extends Problem.make<CampaignRefused>()(
  "CampaignRefused",
  {
    status: 422,
    title: "The campaign breaks rules",
    description: "Nothing was saved. `violations` names each field with the rule that it breaks."
  },
  { violations: Schema.Array(Violation) }
) {}

/** The campaign is another than the one that was read: nothing was saved. */
export class CampaignChanged extends Problem.make<CampaignChanged>()("CampaignChanged", {
  status: 409,
  title: "The campaign has changed since it was read",
  description:
    "Nothing was saved. Read the campaign again and resend the change with its current version. A code belongs to one open campaign, and the kind of a campaign does not change."
}) {}

/** The player cannot have this bonus now. */
export class NotEligible extends Problem.make<NotEligible>()(
  "NotEligible",
  {
    status: 409,
    title: "The bonus is not available",
    description: "`reason` says why, in a word for programs; `detail` in a sentence. Nothing was granted."
  },
  { reason: Schema.String }
) {}

/** There is no such bonus of this player. */
export class BonusNotFound extends Problem.make<BonusNotFound>()("BonusNotFound", {
  status: 404,
  title: "Bonus not found"
}) {}

/** The bonus is not in a state in which this can happen. */
export class BonusStateConflict extends Problem.make<BonusStateConflict>()("BonusStateConflict", {
  status: 409,
  title: "The bonus's state does not allow this step",
  description: "Nothing was changed. `detail` names its state."
}) {}

/** Only an operator decides this. */
export class OperatorRequired extends Problem.make<OperatorRequired>()("OperatorRequired", {
  status: 403,
  title: "An operator has to decide this"
}) {}

/** Promotions cannot be read or changed now. `outcome` says whether a command may have taken effect. */
export class PromotionsUnavailable extends Problem.make<PromotionsUnavailable>()(
  "PromotionsUnavailable",
  {
    status: 503,
    title: "Promotions are unavailable",
    description: "Repeat the request under the same key after the number of seconds in `Retry-After`.",
    headers: () => ({ "retry-after": "1" })
  },
  { outcome: Schema.Literal("not-applied", "unknown") }
) {}
