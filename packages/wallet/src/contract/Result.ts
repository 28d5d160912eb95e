import { inCurrency, Total } from "@croupier/core/Amount"
import { CurrencyCode } from "@croupier/core/Currency"
import { Uuid } from "@croupier/core/Ids"
import { Schema } from "effect"
import { DepositRequestStatus } from "./DepositRequestView.js"
import { WithdrawalStatus } from "./Withdrawal.js"

/** What a wallet holds. `debt` is what its holder owes the brand. */
export const Balance = inCurrency(
  Schema.Struct({ currency: CurrencyCode, cash: Total, bonus: Total, held: Total, debt: Total })
)
export type Balance = typeof Balance.Type

/** What a player sees of their own wallet. */
export const OwnBalance = inCurrency(
  Schema.Struct({ currency: CurrencyCode, cash: Total, bonus: Total, held: Total })
).annotations({ identifier: "OwnBalance" })
export type OwnBalance = typeof OwnBalance.Type

/** Why a command was refused. A refusal changed nothing and leaves no row: the same key may succeed later. */
export const RefusalReason = Schema.Literal(
  "wallet-not-found",
  "wallet-exists",
  "wrong-currency",
  "insufficient-funds",
  "balance-limit",
  "player-locked",
  "limit",
  "max-bet",
  "no-new-bets",
  "duplicate-mismatch",
  "unknown-original",
  "already-rolled-back",
  "not-reversible",
  "round-closed",
  "debt-open",
  "over-debt",
  "grant-active",
  "unknown-grant",
  "grant-ended",
  "rounds-open",
  "request-pending",
  "no-receiving-account",
  "unknown-request",
  "request-ended",
  "reference-taken",
  "unknown-withdrawal",
  "withdrawal-state",
  "under-minimum",
  "over-maximum",
  "too-many-today",
  "unseen-events",
  "operator-needed",
  "same-person",
  "payout-mismatch",
  "reviews-changed",
  "not-cancellable",
  "frozen",
  "not-frozen",
  "other-freeze",
  "same-account",
  "group-refused",
  "not-a-group"
)
export type RefusalReason = typeof RefusalReason.Type

/** States of a deposit request and of a withdrawal. */
export const RequestStatus = Schema.Union(DepositRequestStatus, WithdrawalStatus)
export type RequestStatus = typeof RequestStatus.Type

/** The command is in the ledger; `replayed` when it already was, and then all else is as it was stored. */
export const Ok = Schema.TaggedStruct("ok", {
  transaction: Uuid,
  replayed: Schema.Boolean,
  /** The wallet's version after the command: the order of a group's parts, which need not be the listed one. */
  version: Schema.BigInt,
  /** After the command; null for a transfer between accounts of the brand. */
  balance: Schema.NullOr(Balance),
  /** What moved on the wallet's accounts, signed, in ledger units; all zero for a command without entries. */
  moved: Schema.Struct({ cash: Schema.BigInt, bonus: Schema.BigInt, held: Schema.BigInt, debt: Schema.BigInt }),
  /** False for a rollback of something unknown: only its tombstone was written. */
  found: Schema.Boolean,
  /** The deposit request or withdrawal that the command concerned; a replay names the one that was made first. */
  request: Schema.optionalWith(Uuid, { exact: true }),
  /** State of it after the command. */
  requestStatus: Schema.optionalWith(RequestStatus, { exact: true })
})
export type Ok = typeof Ok.Type

export const Refused = Schema.TaggedStruct("refused", {
  reason: RefusalReason,
  /** One sentence for users. */
  detail: Schema.String,
  /** The true balance, where the wallet exists. */
  balance: Schema.NullOr(Balance),
  /** The conflicting deposit request. */
  request: Schema.optionalWith(Uuid, { exact: true }),
  /** The wallet's last event, where the wallet has changed since it was seen. */
  eventVersion: Schema.optionalWith(Schema.BigInt, { exact: true }),
  /** Counts every change of the wallet, events or not: what `seen` has to name. */
  walletVersion: Schema.optionalWith(Schema.BigInt, { exact: true })
})
export type Refused = typeof Refused.Type

/** The answer to one command. */
export const PostResult = Schema.Union(Ok, Refused)
export type PostResult = typeof PostResult.Type
