import { PlayerAuthentication } from "@croupier/core/auth/Authentication"
import { AllowsRestricted } from "@croupier/core/auth/restrictedRoutes"
import { BrandKey } from "@croupier/core/Brand"
import * as ServiceCalls from "@croupier/core/domain/ServiceCalls"
import * as Cursor from "@croupier/core/http/Cursor"
import { described } from "@croupier/core/http/described"
import { PlayerId, Uuid } from "@croupier/core/Ids"
import { HttpApi, HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { Schema } from "effect"
import * as Problems from "./Problems.js"
import { Adjustment, Cancellation, ContributionView, NewRequirement, RequirementView } from "./Requirement.js"
import { RequirementReview, ReviewResolution } from "./RequirementReview.js"
import { NewRollingPolicy, StoredRollingPolicy } from "./RollingPolicy.js"
import { Verdict, Withdrawable } from "./Withdrawable.js"

const contribution = {
  number: 1,
  kind: "round",
  round: { provider: "hub88", id: "r-20260301-1" },
  game: "starlight",
  category: "slots",
  valid: "1000",
  weight: 10000,
  amount: "1000",
  reason: null,
  at: 1772355600000
}
const requirement = {
  id: "01926d3c-7a1e-7000-8000-2f6d3a5b9c20",
  player: "01926d3c-7a1e-7000-8000-2f6d3a5b9c00",
  origin: "deposit",
  deposit: "01926d3c-7a1e-7000-8000-2f6d3a5b9c03",
  grant: null,
  currency: "KRW",
  of: "deposit",
  base: "50000",
  multiplier: "1",
  target: "50000",
  progress: "1000",
  missing: "49000",
  source: "all",
  weights: { categories: { live: 1000 }, games: [] },
  priority: 100,
  onWithdrawal: "refuse",
  state: "active",
  reason: null,
  openedAt: 1772352000000,
  expiresAt: null,
  endedAt: null,
  converted: null
}
const reason = { code: "turnover-missing", detail: "49000 KRW has still to be staked for a deposit." }

/** What players see of their own turnover; brand and player come from the token. */
export class RollingPlayerApi extends HttpApiGroup.make("rolling")
  .add(
    HttpApiEndpoint.get("requirements", "/requirements")
      .annotate(AllowsRestricted, true)
      .setUrlParams(Cursor.Query)
      .addSuccess(Cursor.Page(RequirementView))
      .addError(Cursor.CursorInvalid)
      .annotateContext(
        described({
          summary: "List the player's turnover requirements, newest first",
          response: { items: [requirement] }
        })
      )
  )
  .add(
    HttpApiEndpoint.get("contributions", "/requirements/:id/contributions")
      .annotate(AllowsRestricted, true)
      .setPath(Schema.Struct({ id: Uuid }))
      .setUrlParams(Cursor.Query)
      .addSuccess(Cursor.Page(ContributionView))
      .addError(Cursor.CursorInvalid)
      .addError(Problems.RequirementNotFound)
      .annotateContext(
        described({
          summary: "List what counted towards a requirement, newest first",
          description:
            "`valid` is the part of the round that counts before its weight: the stake for slots, otherwise the smaller of the stake and the difference between payout and stake. A round that changes later adds the difference.",
          response: { items: [contribution] }
        })
      )
  )
  .add(
    HttpApiEndpoint.get("withdrawable", "/withdrawable")
      .annotate(AllowsRestricted, true)
      .addSuccess(Withdrawable)
      .annotateContext(
        described({
          summary: "Explain whether the player can withdraw",
          description:
            "`reasons` says what prevents a withdrawal; `requirements` shows for each active requirement its target, its progress and the latest contributions; `forfeits` names the requirements with bonuses that a withdrawal ends.",
          response: {
            allowed: false,
            reasons: [reason],
            forfeits: [],
            requirements: [{ ...requirement, contributions: [contribution] }]
          }
        })
      )
  )
  .addError(Problems.RollingUnavailable)
  .prefix("/api/rolling")
  .middleware(PlayerAuthentication)
  .annotate(OpenApi.Title, "Turnover requirements") {}

const { group, method } = ServiceCalls.of("rolling")
const ref = { brand: BrandKey, player: PlayerId }
const list = {
  cursor: Schema.optionalWith(Schema.String, { exact: true }),
  limit: Schema.Int.pipe(Schema.between(1, Cursor.maxLimit))
}

/** Every method of `Rolling`, for other processes of the stack. */
export class RollingCallApi extends group
  .add(method("open", NewRequirement, RequirementView).addError(Problems.RequirementConflict))
  .add(
    method("cancel", Cancellation, RequirementView)
      .addError(Problems.RequirementNotFound)
      .addError(Problems.RequirementEnded)
  )
  .add(
    method("adjust", Adjustment, RequirementView)
      .addError(Problems.RequirementNotFound)
      .addError(Problems.RequirementEnded)
      .addError(Problems.AdjustmentConflict)
      .addError(Problems.SecondPersonRequired)
  )
  .add(method("requirement", { ...ref, id: Uuid }, RequirementView).addError(Problems.RequirementNotFound))
  .add(method("requirements", { ...ref, ...list }, Cursor.Page(RequirementView)).addError(Cursor.CursorInvalid))
  .add(
    method("contributions", { ...ref, ...list, id: Uuid }, Cursor.Page(ContributionView))
      .addError(Cursor.CursorInvalid)
      .addError(Problems.RequirementNotFound)
  )
  .add(method("withdrawable", ref, Withdrawable))
  .add(method("verdict", { ...ref, version: Schema.BigInt.pipe(Schema.nonNegativeBigInt()) }, Verdict))
  .add(method("reviews", { brand: BrandKey, ...list }, Cursor.Page(RequirementReview)).addError(Cursor.CursorInvalid))
  .add(method("resolveReview", ReviewResolution.fields).addError(Problems.RequirementReviewNotFound))
  .add(method("policy", { brand: BrandKey }, StoredRollingPolicy))
  .add(method("setPolicy", { brand: BrandKey, policy: NewRollingPolicy }).addError(Problems.RollingPolicyChanged))
  .addError(Problems.RollingUnavailable) {}

/** All of the rolling service. */
export class RollingServiceApi extends HttpApi.make("rolling_service").add(RollingPlayerApi).add(RollingCallApi) {}
