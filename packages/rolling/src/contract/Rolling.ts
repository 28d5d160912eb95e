import type { BrandKey } from "@croupier/core/Brand"
import type { CursorInvalid, ListPage, ListQuery } from "@croupier/core/http/Cursor"
import type { PlayerId } from "@croupier/core/Ids"
import type { WithdrawalQuestion } from "@croupier/wallet/contract"
import { Context, type Effect } from "effect"
import type * as Problems from "./Problems.js"
import type { Adjustment, Cancellation, ContributionView, NewRequirement, RequirementView } from "./Requirement.js"
import type { RequirementReview, ReviewResolution } from "./RequirementReview.js"
import type { NewRollingPolicy, StoredRollingPolicy } from "./RollingPolicy.js"
import type { Verdict, Withdrawable } from "./Withdrawable.js"

/** One player of a brand. */
export interface PlayerRef {
  readonly brand: BrandKey
  readonly player: PlayerId
}

/** Turnover requirements. No method joins its caller's transaction. */
export class Rolling extends Context.Tag("@croupier/rolling/Rolling")<
  Rolling,
  {
    /** Opens a bonus's requirement; rounds that are counted later count towards it. */
    readonly open: (
      requirement: NewRequirement
    ) => Effect.Effect<RequirementView, Problems.RequirementConflict | Problems.RollingUnavailable>
    /** Ends a requirement; of one with a bonus the bonus is forfeited. Of one that is cancelled already it changes nothing. */
    readonly cancel: (
      cancellation: Cancellation
    ) => Effect.Effect<
      RequirementView,
      Problems.RequirementNotFound | Problems.RequirementEnded | Problems.RollingUnavailable
    >
    readonly adjust: (
      adjustment: Adjustment
    ) => Effect.Effect<
      RequirementView,
      | Problems.RequirementNotFound
      | Problems.RequirementEnded
      | Problems.AdjustmentConflict
      | Problems.SecondPersonRequired
      | Problems.RollingUnavailable
    >
    readonly requirement: (
      ref: PlayerRef & { readonly id: string }
    ) => Effect.Effect<RequirementView, Problems.RequirementNotFound | Problems.RollingUnavailable>
    /** A player's requirements, newest first. */
    readonly requirements: (
      query: PlayerRef & ListQuery
    ) => Effect.Effect<ListPage<RequirementView>, CursorInvalid | Problems.RollingUnavailable>
    /** What counted towards a requirement, newest first. */
    readonly contributions: (
      query: PlayerRef & ListQuery & { readonly id: string }
    ) => Effect.Effect<
      ListPage<ContributionView>,
      CursorInvalid | Problems.RequirementNotFound | Problems.RollingUnavailable
    >
    /** Whether a player may withdraw, and what is missing. */
    readonly withdrawable: (ref: PlayerRef) => Effect.Effect<Withdrawable, Problems.RollingUnavailable>
    /** The same for a withdrawal's question: answered once the player's events up to its version are counted. */
    readonly verdict: (
      question: Pick<WithdrawalQuestion, "brand" | "player" | "version">
    ) => Effect.Effect<Verdict, Problems.RollingUnavailable>
    /** A brand's open reviews, oldest first. */
    readonly reviews: (
      query: { readonly brand: BrandKey } & ListQuery
    ) => Effect.Effect<ListPage<RequirementReview>, CursorInvalid | Problems.RollingUnavailable>
    readonly resolveReview: (
      resolution: ReviewResolution
    ) => Effect.Effect<void, Problems.RequirementReviewNotFound | Problems.RollingUnavailable>
    readonly policy: (ref: {
      readonly brand: BrandKey
    }) => Effect.Effect<StoredRollingPolicy, Problems.RollingUnavailable>
    /** Replaces the policy of the given version. It holds for events from now on; open requirements keep their terms. */
    readonly setPolicy: (change: {
      readonly brand: BrandKey
      readonly policy: NewRollingPolicy
    }) => Effect.Effect<void, Problems.RollingPolicyChanged | Problems.RollingUnavailable>
  }
>() {}

/** The shape of the rolling service. */
export type RollingShape = Context.Tag.Service<typeof Rolling>
