import { Actor } from "@croupier/core/Actor"
import { Amount, inCurrency } from "@croupier/core/Amount"
import { BrandKey } from "@croupier/core/Brand"
import { CurrencyCode } from "@croupier/core/Currency"
import { PlayerId, Uuid } from "@croupier/core/Ids"
import { Reason } from "@croupier/core/Reason"
import { Schema } from "effect"
import { GameWeights, Multiplier, OnWithdrawal, StakeSource } from "./Terms.js"

/** What a requirement comes from. */
export const RequirementOrigin = Schema.Literal("deposit", "bonus", "free-rounds")
export type RequirementOrigin = typeof RequirementOrigin.Type

/** What a requirement's base is the amount of. */
export const RequirementBase = Schema.Literal("deposit", "bonus", "deposit+bonus", "free-round-winnings")
export type RequirementBase = typeof RequirementBase.Type

/** `completed` is the end for a deposit's requirement; a bonus's is `converted` after it. */
export const RequirementState = Schema.Literal(
  "active",
  "completed",
  "converted",
  "expired",
  "forfeited",
  "cancelled",
  "lost",
  "reversed"
)
export type RequirementState = typeof RequirementState.Type

/** Opens the requirement of a granted bonus. The same `id` again changes nothing and gets the first answer. */
export const NewRequirement = inCurrency(
  Schema.Struct({
    brand: BrandKey,
    player: PlayerId,
    id: Uuid,
    origin: Schema.Literal("bonus", "free-rounds"),
    /** The wallet's grant; it has one requirement. */
    grant: Uuid,
    /** The transaction of the deposit that the bonus was given for: reversing it takes the bonus back. */
    deposit: Schema.NullOr(Uuid),
    currency: CurrencyCode,
    of: RequirementBase,
    /** The rounded amount that is multiplied. */
    base: Amount,
    multiplier: Multiplier,
    source: StakeSource,
    weights: GameWeights,
    priority: Schema.Int.pipe(Schema.between(0, 1000)),
    onWithdrawal: OnWithdrawal,
    /** Milliseconds of the epoch; null: it does not expire. */
    expiresAt: Schema.NullOr(Schema.Int.pipe(Schema.nonNegative()))
  })
)
export type NewRequirement = typeof NewRequirement.Type

/** Ends a requirement that was opened by mistake or by a claim that failed; its bonus is forfeited. */
export const Cancellation = Schema.Struct({ brand: BrandKey, id: Uuid, actor: Actor, reason: Reason })
export type Cancellation = typeof Cancellation.Type

/** Changes a requirement's progress by hand. Two operators decide it; the same `id` again changes nothing. */
export const Adjustment = inCurrency(
  Schema.Struct({
    brand: BrandKey,
    requirement: Uuid,
    id: Uuid,
    currency: CurrencyCode,
    direction: Schema.Literal("credit", "debit"),
    amount: Amount,
    reason: Reason,
    askedBy: Actor,
    actor: Actor
  })
)
export type Adjustment = typeof Adjustment.Type

/** A requirement. Amounts are decimal strings in main units; `progress` is shown up to the target. */
export const RequirementView = Schema.Struct({
  id: Uuid,
  player: PlayerId,
  origin: RequirementOrigin,
  deposit: Schema.NullOr(Uuid),
  grant: Schema.NullOr(Uuid),
  currency: CurrencyCode,
  of: RequirementBase,
  base: Schema.String,
  multiplier: Multiplier,
  target: Schema.String,
  progress: Schema.String,
  /** What is still to be turned over. */
  missing: Schema.String,
  source: StakeSource,
  weights: GameWeights,
  priority: Schema.Int,
  onWithdrawal: OnWithdrawal,
  state: RequirementState,
  /** Why it ended, where the state does not say it: `no-funds`, `deposit-reversed`, a person's reason. */
  reason: Schema.NullOr(Schema.String),
  openedAt: Schema.Int,
  expiresAt: Schema.NullOr(Schema.Int),
  endedAt: Schema.NullOr(Schema.Int),
  /** What conversion turned into cash. */
  converted: Schema.NullOr(Schema.String)
}).annotations({ identifier: "Requirement" })
export type RequirementView = typeof RequirementView.Type

/** What one round, one change of it or one adjustment counts. `amount` is signed. */
export const ContributionView = Schema.Struct({
  number: Schema.Int,
  kind: Schema.Literal("round", "change", "adjustment"),
  round: Schema.NullOr(Schema.Struct({ provider: Schema.String, id: Schema.String })),
  game: Schema.NullOr(Schema.String),
  category: Schema.NullOr(Schema.String),
  /** The valid amount of the round, or by how much it changed; null for an adjustment. */
  valid: Schema.NullOr(Schema.String),
  /** In basis points, as of the round's first contribution. */
  weight: Schema.NullOr(Schema.Int),
  amount: Schema.String,
  reason: Schema.NullOr(Schema.String),
  at: Schema.Int
}).annotations({ identifier: "Contribution" })
export type ContributionView = typeof ContributionView.Type
