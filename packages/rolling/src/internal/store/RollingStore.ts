import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import { Context, type Effect, type Either } from "effect"
import type { RollingUnavailable } from "../../contract/Problems.js"
import type { RequirementReview, ReviewResolution } from "../../contract/RequirementReview.js"
import type { PlayerRef } from "../../contract/Rolling.js"
import type { NewRollingPolicy, StoredRollingPolicy } from "../../contract/RollingPolicy.js"
import type { Closure } from "../../rules/expire.js"
import type { Contribution, Player, Requirement, Step } from "../../rules/State.js"

/** A player that a decision is about, with what the decision names beside the active requirements. */
export interface Wanted extends PlayerRef {
  readonly requirements?: ReadonlyArray<string>
  readonly grants?: ReadonlyArray<string>
  readonly deposits?: ReadonlyArray<string>
  readonly rounds?: ReadonlyArray<{ readonly provider: string; readonly id: string }>
  readonly adjustment?: string
}

/** What a decision finds. */
export interface Found {
  readonly now: number
  readonly playerOf: (ref: PlayerRef) => Player
  /** The policy of a brand at an instant. */
  readonly policyAt: (brand: BrandKey, at: number) => StoredRollingPolicy
  /** Whether another player of the brand has this requirement, or the requirement of this grant. */
  readonly isElsewhere: (brand: BrandKey, id: string) => boolean
  /** What was stored under an adjustment's id. */
  readonly adjusted: Pick<Contribution, "requirement" | "amount"> | undefined
}

/** What a decision changes, one step a player, and its answer. */
export interface Decided<A> {
  readonly steps: ReadonlyArray<Step>
  readonly answer: A
}

/** A place in a list of reviews, oldest first. */
export interface ReviewPlace {
  readonly openedAt: number
  readonly requirement: string
  readonly kind: string
}

/** A requirement of which something is due, and its player. */
export interface DueRequirement extends PlayerRef {
  readonly id: string
}

/** Where requirements are stored. Rules decide; a store locks, reads and writes. */
export class RollingStore extends Context.Tag("@croupier/rolling/RollingStore")<
  RollingStore,
  {
    /** Decides over players under their locks, in one transaction; a decision that fails changes nothing. */
    readonly change: <A, E>(
      wanted: ReadonlyArray<Wanted>,
      decide: (found: Found) => Either.Either<Decided<A>, E>
    ) => Effect.Effect<A, E | RollingUnavailable>
    /** A player as it is, without a lock. */
    readonly player: (ref: PlayerRef) => Effect.Effect<Player, RollingUnavailable>
    /** The requirement of this id, of whichever player of the brand. */
    readonly requirement: (
      brand: BrandKey,
      id: string
    ) => Effect.Effect<{ readonly player: PlayerId; readonly requirement: Requirement } | undefined, RollingUnavailable>
    /** At most `limit` requirements below a number, the last one first. */
    readonly requirements: (
      ref: PlayerRef,
      below: number | undefined,
      limit: number
    ) => Effect.Effect<ReadonlyArray<Requirement>, RollingUnavailable>
    /** At most `limit` contributions below a number, the last one first. */
    readonly contributions: (
      brand: BrandKey,
      requirement: string,
      below: number | undefined,
      limit: number
    ) => Effect.Effect<ReadonlyArray<Contribution>, RollingUnavailable>
    readonly openReviews: (
      ref: PlayerRef
    ) => Effect.Effect<ReadonlyArray<Pick<RequirementReview, "kind">>, RollingUnavailable>
    readonly reviews: (
      brand: BrandKey,
      place: ReviewPlace | undefined,
      limit: number
    ) => Effect.Effect<ReadonlyArray<RequirementReview>, RollingUnavailable>
    /** False where no such review is open. */
    readonly resolveReview: (resolution: ReviewResolution) => Effect.Effect<boolean, RollingUnavailable>
    readonly policy: (brand: BrandKey) => Effect.Effect<StoredRollingPolicy, RollingUnavailable>
    /** False where the version given is not the present one. */
    readonly setPolicy: (brand: BrandKey, policy: NewRollingPolicy) => Effect.Effect<boolean, RollingUnavailable>
    /** Requirements with an expiry to look at, the oldest first. */
    readonly expiring: (
      brands: ReadonlyArray<BrandKey>,
      limit: number
    ) => Effect.Effect<ReadonlyArray<DueRequirement>, RollingUnavailable>
    /** Requirements with a due task for the wallet, the oldest first. */
    readonly tasks: (
      brands: ReadonlyArray<BrandKey>,
      limit: number
    ) => Effect.Effect<ReadonlyArray<DueRequirement>, RollingUnavailable>
    /** Closures of a brand that have not ended before an instant. */
    readonly closures: (brand: BrandKey, since: number) => Effect.Effect<ReadonlyArray<Closure>, RollingUnavailable>
    /** Begins or ends a closure of a brand, where that is not how it is already. */
    readonly setClosed: (brand: BrandKey, isClosed: boolean) => Effect.Effect<void, RollingUnavailable>
  }
>() {}

/** The shape of a store. */
export type RollingStoreShape = Context.Tag.Service<typeof RollingStore>
