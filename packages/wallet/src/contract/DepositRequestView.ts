import { Amount, inCurrency } from "@croupier/core/Amount"
import { CurrencyCode } from "@croupier/core/Currency"
import { Uuid, WalletId } from "@croupier/core/Ids"
import { Schema } from "effect"

/** States of a deposit request; `pending` and `review` may still be completed. */
export const DepositRequestStatus = Schema.Literal("pending", "review", "completed", "expired", "cancelled", "rejected")
export type DepositRequestStatus = typeof DepositRequestStatus.Type

/** The brand's account into which a request is to be paid, as it was when the request was made. */
export const PayTo = Schema.Struct({
  /** Names it among the brand's receiving accounts, and the bank account of the ledger. */
  account: Schema.String,
  bank: Schema.String,
  accountNumber: Schema.String,
  holder: Schema.String
})
export type PayTo = typeof PayTo.Type

/** The current state of a deposit request. */
export const DepositRequestView = inCurrency(
  Schema.Struct({
    id: Uuid,
    wallet: WalletId,
    status: DepositRequestStatus,
    currency: CurrencyCode,
    amount: Amount,
    reference: Schema.String,
    payTo: PayTo,
    /** Why a person reviews its money before it is credited; null: no review. */
    review: Schema.NullOr(Schema.String),
    createdAt: Schema.Int,
    expiresAt: Schema.Int
  })
)
export type DepositRequestView = typeof DepositRequestView.Type
