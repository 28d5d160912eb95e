import { Actor } from "@croupier/core/Actor"
import { BrandKey } from "@croupier/core/Brand"
import { CurrencyCode } from "@croupier/core/Currency"
import { PlayerId, Uuid } from "@croupier/core/Ids"
import { Reason } from "@croupier/core/Reason"
import { Schema } from "effect"
import { BonusTerms } from "./BonusTerms.js"

/**
 * Where a claim stands. `claimed`, `budget-reserved`, `bonus-granted` (by the wallet), `requirement-opened` (by rolling) and
 * `active` follow each other; `cancelling` undoes what was done; the last four are ends.
 */
export const BonusState = Schema.Literal(
  "awaiting-approval",
  "claimed",
  "budget-reserved",
  "bonus-granted",
  "requirement-opened",
  "active",
  "cancelling",
  "cancelled",
  "rejected",
  "converted",
  "forfeited"
)
export type BonusState = typeof BonusState.Type

/** A bonus of a player. Amounts are decimal strings in main units, times milliseconds of the epoch. */
export const BonusView = Schema.Struct({
  id: Uuid,
  player: PlayerId,
  campaign: Uuid,
  campaignVersion: Schema.Int,
  currency: CurrencyCode,
  amount: Schema.String,
  /** What has to be staked before it becomes cash. */
  toStake: Schema.String,
  deposit: Schema.NullOr(Uuid),
  terms: BonusTerms,
  /** The style of the terms in words. */
  style: Schema.String,
  /** SHA-256 of the terms, in hexadecimal: what was accepted. */
  termsHash: Schema.String,
  /** When the player accepted the terms; null for a bonus that was given without being asked for. */
  acceptedAt: Schema.NullOr(Schema.Int),
  state: BonusState,
  /** Why it was not given, or ended. */
  reason: Schema.NullOr(Schema.String),
  claimedAt: Schema.Int,
  expiresAt: Schema.NullOr(Schema.Int),
  endedAt: Schema.NullOr(Schema.Int)
}).annotations({ identifier: "Bonus" })
export type BonusView = typeof BonusView.Type

/** What a claim answers; a repeat under the same key answers the same. */
export const ClaimReceipt = Schema.Struct({
  id: Uuid,
  campaign: Uuid,
  currency: CurrencyCode,
  amount: Schema.String,
  toStake: Schema.String,
  termsHash: Schema.String,
  claimedAt: Schema.Int
}).annotations({ identifier: "ClaimReceipt" })
export type ClaimReceipt = typeof ClaimReceipt.Type

/** A receipt, and whether the key had it already. */
export const KeptReceipt = Schema.Struct({ replayed: Schema.Boolean, value: ClaimReceipt })
export type KeptReceipt = typeof KeptReceipt.Type

/** What a player can have from a campaign now, with what would have to be staked. */
export const Offer = Schema.Struct({
  campaign: Uuid,
  name: Schema.String,
  kind: Schema.Literal("deposit-match", "free-credit", "cashback", "turnover-rebate"),
  currency: CurrencyCode,
  /** The bonus that a claim gives now; of an automatic or periodic one, the most that it can be. */
  amount: Schema.String,
  /** What would have to be staked for this amount; null where cash is paid. */
  toStake: Schema.NullOr(Schema.String),
  /** Categories and games that do not count in full, in basis points. */
  terms: Schema.NullOr(BonusTerms),
  style: Schema.NullOr(Schema.String),
  until: Schema.NullOr(Schema.Int),
  /** Whether a claim is possible now, and where not, why. */
  claimable: Schema.Boolean,
  reason: Schema.NullOr(Schema.String)
}).annotations({ identifier: "Offer" })
export type Offer = typeof Offer.Type

/** An operator's decision over a bonus that waits for one. */
export const BonusDecision = Schema.Struct({
  brand: BrandKey,
  id: Uuid,
  approve: Schema.Boolean,
  actor: Actor,
  reason: Reason
})
export type BonusDecision = typeof BonusDecision.Type

/** Takes a bonus back. */
export const BonusCancellation = Schema.Struct({ brand: BrandKey, id: Uuid, actor: Actor, reason: Reason })
export type BonusCancellation = typeof BonusCancellation.Type
