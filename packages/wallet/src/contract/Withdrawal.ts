import { Actor } from "@croupier/core/Actor"
import { Amount, inCurrency } from "@croupier/core/Amount"
import { CurrencyCode } from "@croupier/core/Currency"
import { Uuid, WalletId } from "@croupier/core/Ids"
import { Schema } from "effect"

/**
 * States of a withdrawal. Its amount is `held` while it is `requested`, `approved`, `paying` or `failed`, with the bank
 * once `settled`, and cash again after all others.
 */
export const WithdrawalStatus = Schema.Literal(
  "requested",
  "approved",
  "paying",
  "failed",
  "settled",
  "rejected",
  "cancelled",
  "returned"
)
export type WithdrawalStatus = typeof WithdrawalStatus.Type

/** Why a person has to look before a withdrawal is approved. */
export const ReviewReason = Schema.Literal("holder-is-another", "account-is-new", "account-is-shared")
export type ReviewReason = typeof ReviewReason.Type

/** Where a withdrawal goes: the holder's own name for the account, and what may be shown of it. The number is masked. */
export const PayoutTo = Schema.Struct({
  account: Uuid,
  bank: Schema.String.pipe(Schema.maxLength(64)),
  number: Schema.String.pipe(Schema.maxLength(64))
})
export type PayoutTo = typeof PayoutTo.Type

/** The current state of a withdrawal. Times are milliseconds of the epoch. */
export const WithdrawalView = inCurrency(
  Schema.Struct({
    id: Uuid,
    wallet: WalletId,
    /** Who withdraws: agents do it through the same cashier. */
    holder: Schema.Literal("player", "agent"),
    status: WithdrawalStatus,
    currency: CurrencyCode,
    amount: Amount,
    payTo: Schema.NullOr(PayoutTo),
    /** A person approves it when there is one of these. */
    reviews: Schema.Array(ReviewReason),
    /** Over the brand's threshold: two operators approve it. */
    twoPeople: Schema.Boolean,
    /** Who has approved it since it was requested or last failed. */
    approvedBy: Schema.Array(Actor),
    /** The payout that is under way or was the last one; its payer is who began it. */
    payout: Schema.NullOr(Uuid),
    payer: Schema.NullOr(Actor),
    /** The brand's bank account it was paid from, once settled. */
    bank: Schema.NullOr(Schema.String),
    /** Why it failed, was rejected or came back. */
    reason: Schema.NullOr(Schema.String),
    requestedAt: Schema.Int
  })
).annotations({ identifier: "Withdrawal" })
export type WithdrawalView = typeof WithdrawalView.Type
