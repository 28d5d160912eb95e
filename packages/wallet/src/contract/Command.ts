import { Actor } from "@croupier/core/Actor"
import { Amount, inCurrency } from "@croupier/core/Amount"
import { BrandKey } from "@croupier/core/Brand"
import { CurrencyCode } from "@croupier/core/Currency"
import { Uuid, WalletId } from "@croupier/core/Ids"
import { Reason } from "@croupier/core/Reason"
import { GateChange } from "@croupier/player/contract"
import { Schema } from "effect"
import { GameRef, RoundRef } from "./Round.js"
import { TransactionKey } from "./TransactionKey.js"
import { PayoutTo, ReviewReason } from "./Withdrawal.js"

const head = { brand: BrandKey, key: TransactionKey, actor: Actor }
const ofWallet = { ...head, wallet: WalletId }
const money = { currency: CurrencyCode, amount: Amount }
const closesRound = Schema.optionalWith(Schema.Boolean, { exact: true })

/** Opens the wallet of a new player or agent; its currency is fixed from then on. */
export const Open = Schema.TaggedStruct("open", {
  ...ofWallet,
  kind: Schema.Literal("player", "agent"),
  currency: CurrencyCode
})

/** cash + bonus → house. The stake is taken whole or not at all, split by the brand's funding policy. */
export const Bet = inCurrency(
  Schema.TaggedStruct("bet", {
    ...ofWallet,
    ...money,
    round: RoundRef,
    game: GameRef,
    /** What a free bet was placed for; it takes nothing, so its `amount` is zero. */
    free: Schema.optionalWith(Amount, { exact: true }),
    /** The bet of zero with which a supplier's promotion begins: no block, limit, play state or closed round refuses it. */
    promo: Schema.optionalWith(Schema.Boolean, { exact: true }),
    /** Refused unless it was taken before: for a caller that takes no new bet but owes the answer to an old one. */
    repeatOnly: Schema.optionalWith(Schema.Boolean, { exact: true }),
    closesRound
  })
)

/** What a win does when the bet it names is unknown, or was rolled back. */
export const MissingBet = Schema.Literal("refuse", "credit")
export type MissingBet = typeof MissingBet.Type

/** house → cash + bonus, pro rata to the round's stakes. Never refused because of the player's identity or blocks. */
export const Win = inCurrency(
  Schema.TaggedStruct("win", {
    ...ofWallet,
    ...money,
    round: RoundRef,
    game: GameRef,
    kind: Schema.Literal("normal", "free-round", "promo", "jackpot"),
    /** The bet it belongs to, where the protocol names one. */
    bet: Schema.optionalWith(TransactionKey, { exact: true }),
    missingBet: MissingBet,
    closesRound
  })
)

/** The exact inverse of a bet or a win. Money that is no longer there becomes `debt`, or is dropped (`clamp`). */
export const Rollback = Schema.TaggedStruct("rollback", {
  ...ofWallet,
  original: TransactionKey,
  shortfall: Schema.Literal("debt", "clamp"),
  round: Schema.optionalWith(RoundRef, { exact: true }),
  closesRound
})

/** Closes a round by the protocol's word; closing it again changes nothing. */
export const RoundClose = Schema.TaggedStruct("round-close", { ...ofWallet, round: RoundRef })

/** The account of a deposit's money before it is the player's. */
export const BankSide = Schema.Struct({
  kind: Schema.Literal("bank", "suspense"),
  /** The brand's bank account; empty for suspense. */
  sub: Schema.String.pipe(Schema.maxLength(64))
})
export type BankSide = typeof BankSide.Type

/** The obstacles to crediting a deposit, which an operator may decide to accept. */
export const DepositObstacle = Schema.Literal("blocked-player", "over-limit")
export type DepositObstacle = typeof DepositObstacle.Type

/** bank or suspense → cash, of a request or without one. A request in review is completed by an operator only. */
export const Deposit = inCurrency(
  Schema.TaggedStruct("deposit", {
    ...ofWallet,
    ...money,
    from: BankSide,
    request: Schema.optionalWith(Uuid, { exact: true }),
    /** Of a request in review: the obstacles that the operator has seen and accepts. Others refuse the credit. */
    despite: Schema.optionalWith(Schema.Array(DepositObstacle), { exact: true })
  })
)

/** cash → bank or suspense; what is missing becomes debt. */
export const DepositReverse = Schema.TaggedStruct("deposit-reverse", {
  ...ofWallet,
  original: TransactionKey,
  reason: Reason
})

/** Asks for a deposit; moves nothing. One may be pending for each player; its reference goes in the remittance text. */
export const DepositRequest = inCurrency(
  Schema.TaggedStruct("deposit-request", {
    ...ofWallet,
    ...money,
    request: Uuid,
    reference: Schema.String.pipe(Schema.pattern(/^[A-Z0-9]{6}$/)),
    /** Why the money needs a manual review before it is credited. */
    review: Schema.optionalWith(Schema.Literal("other-depositor", "unknown-depositor"), { exact: true }),
    /** The groups that the player belongs to: some accounts are shown to some groups only. */
    groups: Schema.optionalWith(Schema.Array(Schema.String), { exact: true }),
    expiresAt: Schema.Int
  })
)

/** Ends a deposit request without money. */
export const DepositRequestEnd = Schema.TaggedStruct("deposit-request-end", {
  ...ofWallet,
  request: Uuid,
  as: Schema.Literal("cancelled", "expired", "rejected"),
  reason: Reason
})

const seen = Schema.optionalWith(Schema.Int.pipe(Schema.nonNegative()), { exact: true })

/**
 * cash → held. `seen` is the wallet's version for which the withdrawal policy said yes: refused `unseen-events` where the
 * wallet has changed since, by whatever command. Absent when no policy was asked.
 */
export const WithdrawHold = inCurrency(
  Schema.TaggedStruct("withdraw-hold", {
    ...ofWallet,
    ...money,
    withdrawal: Uuid,
    seen,
    /** The holder's bank account, and what is shown of it. */
    account: Schema.optionalWith(Uuid, { exact: true }),
    shown: Schema.optionalWith(PayoutTo.pipe(Schema.omit("account")), { exact: true }),
    reviews: Schema.optionalWith(Schema.Array(ReviewReason), { exact: true })
  })
)
const ofWithdrawal = { ...ofWallet, withdrawal: Uuid }
/** The review reasons that the payout account has now; one that is new voids the approvals that did not know it. */
const reviews = Schema.optionalWith(Schema.Array(ReviewReason), { exact: true })
/** Moves nothing. The second of two operators makes it `approved` where two are needed, the first otherwise. */
export const WithdrawApprove = Schema.TaggedStruct("withdraw-approve", { ...ofWithdrawal, seen, reviews })
/** Moves nothing: the payout begins, and the id of this transaction is the payout's. */
export const WithdrawPay = Schema.TaggedStruct("withdraw-pay", { ...ofWithdrawal, seen, reviews })
/** The payout that a command is about; without it, the present one. */
const payout = Schema.optionalWith(Uuid, { exact: true })
/** Moves nothing: the payout did not go through. */
export const WithdrawFail = Schema.TaggedStruct("withdraw-fail", { ...ofWithdrawal, payout, reason: Reason })
/** held → cash, of one that is not being paid. */
export const WithdrawRelease = Schema.TaggedStruct("withdraw-release", {
  ...ofWithdrawal,
  as: Schema.Literal("rejected", "cancelled"),
  reason: Reason
})
/** held → bank: the payout went through. */
export const WithdrawSettle = Schema.TaggedStruct("withdraw-settle", {
  ...ofWithdrawal,
  payout,
  bank: BankSide.fields.sub
})
/** bank → cash: the bank sent a settled withdrawal back. */
export const WithdrawReturn = Schema.TaggedStruct("withdraw-return", { ...ofWithdrawal, reason: Reason })

/** What a bonus is given under. */
export const GrantTerms = Schema.Struct({
  /** A stake over it is refused while the grant is active. */
  maxBet: Schema.NullOr(Amount),
  /** The most that conversion turns into cash. */
  maxCashOut: Schema.NullOr(Amount),
  /** Milliseconds of the epoch. */
  expiresAt: Schema.NullOr(Schema.Int),
  /** Game codes that the bonus does not fund. */
  excludedGames: Schema.Array(Schema.String)
})
export type GrantTerms = typeof GrantTerms.Type

/** promo → bonus. A player has at most one active grant. */
export const BonusGrant = inCurrency(
  Schema.TaggedStruct("bonus-grant", {
    ...ofWallet,
    ...money,
    grant: Uuid,
    maxBet: GrantTerms.fields.maxBet,
    maxCashOut: GrantTerms.fields.maxCashOut,
    expiresAt: GrantTerms.fields.expiresAt,
    excludedGames: GrantTerms.fields.excludedGames
  })
)
/** bonus → cash up to the cap, the rest → promo. */
export const BonusConvert = Schema.TaggedStruct("bonus-convert", { ...ofWallet, grant: Uuid })
/** bonus → promo. Expiry waits for the grant's open rounds. */
export const BonusForfeit = Schema.TaggedStruct("bonus-forfeit", {
  ...ofWallet,
  grant: Uuid,
  as: Schema.Literal("forfeited", "expired", "lost")
})

/** commission → cash of an agent, or of a player with a rate of their own. */
export const CommissionPayout = inCurrency(Schema.TaggedStruct("commission-payout", { ...ofWallet, ...money }))

/** adjustment ↔ an account of the wallet, with a reason code. */
export const Adjust = inCurrency(
  Schema.TaggedStruct("adjust", {
    ...ofWallet,
    ...money,
    account: Schema.Literal("cash", "bonus"),
    direction: Schema.Literal("credit", "debit"),
    reason: Reason
  })
)
/** cash → debt */
export const DebtSettle = inCurrency(Schema.TaggedStruct("debt-settle", { ...ofWallet, ...money }))
/** adjustment → debt */
export const DebtWriteOff = inCurrency(Schema.TaggedStruct("debt-write-off", { ...ofWallet, ...money, reason: Reason }))

/** Changes blocks and limits; no entries. */
export const Gate = Schema.TaggedStruct("gate", { ...ofWallet, change: GateChange })

/**
 * Lifts one freeze of reconciliation; no entries. `askedBy` and the actor are two operators. `freeze` is the key of the
 * command that set the freeze: a later freeze needs a request of its own.
 */
export const Unfreeze = Schema.TaggedStruct("unfreeze", {
  ...ofWallet,
  freeze: TransactionKey,
  askedBy: Actor,
  reason: Reason
})

/** Accounts of a brand that a bank event or an adjustment may move. */
export const BrandAccount = Schema.Struct({
  kind: Schema.Literal("bank", "suspense", "house", "promo", "commission", "fees", "adjustment"),
  sub: Schema.String.pipe(Schema.maxLength(64))
})
export type BrandAccount = typeof BrandAccount.Type

/** Moves money between two accounts of the brand: `bank-receive`, `bank-send`, fees, treasury, adjustments. */
export const BrandTransfer = inCurrency(
  Schema.TaggedStruct("brand-transfer", {
    ...head,
    ...money,
    kind: Schema.Literal("bank-receive", "bank-send", "adjust"),
    from: BrandAccount,
    to: BrandAccount,
    reason: Reason
  })
)

/** Everything that can be posted. On the wire amounts are decimal strings in main units of the command's currency. */
export const Command = Schema.Union(
  Open,
  Bet,
  Win,
  Rollback,
  RoundClose,
  Deposit,
  DepositReverse,
  DepositRequest,
  DepositRequestEnd,
  WithdrawHold,
  WithdrawApprove,
  WithdrawPay,
  WithdrawFail,
  WithdrawRelease,
  WithdrawSettle,
  WithdrawReturn,
  BonusGrant,
  BonusConvert,
  BonusForfeit,
  CommissionPayout,
  Adjust,
  DebtSettle,
  DebtWriteOff,
  Gate,
  Unfreeze,
  BrandTransfer
)
export type Command = typeof Command.Type
/** The commands of one kind. */
export type CommandOf<Tag extends Command["_tag"]> = Extract<Command, { readonly _tag: Tag }>
/** A command that locks a wallet: all but a brand's own transfers. */
export type WalletCommand = Exclude<Command, { readonly _tag: "brand-transfer" }>
