import { Schema } from "effect"
import { AmountByCurrency } from "./AmountByCurrency.js"

/** A part in basis points: 10000 is the whole, 20000 twice as much. */
export const BasisPoints = Schema.Int.pipe(
  Schema.between(1, 100_000, { message: () => "a share is 1 to 100000 basis points" })
)

/** Which completed deposits a deposit match is given for. `nth` is counted by the ledger's order, never by time of reading. */
export const DepositRule = Schema.Union(
  Schema.Struct({ which: Schema.Literal("first") }),
  Schema.Struct({ which: Schema.Literal("nth"), nth: Schema.Int.pipe(Schema.between(1, 1000)) }),
  /** One deposit of each day in the brand's timezone: the first that is large enough. */
  Schema.Struct({ which: Schema.Literal("daily") }),
  Schema.Struct({ which: Schema.Literal("any") })
)
export type DepositRule = typeof DepositRule.Type

/** How often a cashback or a rebate is settled, in the brand's timezone; a week begins on Monday. */
export const SettlementPeriod = Schema.Literal("daily", "weekly", "monthly")
export type SettlementPeriod = typeof SettlementPeriod.Type

/**
 * What a cashback is a share of. `ggr`: cash stakes − cash payouts − converted bonuses. `net-deposit`: deposits − withdrawals −
 * change of the balance − change of pending withdrawals.
 */
export const CashbackBase = Schema.Literal("ggr", "net-deposit")
export type CashbackBase = typeof CashbackBase.Type

const settled = { share: BasisPoints, period: SettlementPeriod, most: AmountByCurrency, least: AmountByCurrency }

/** A share of a deposit, up to `most`, as a bonus. */
export const DepositMatch = Schema.TaggedStruct("deposit-match", {
  deposit: DepositRule,
  share: BasisPoints,
  leastDeposit: AmountByCurrency,
  most: AmountByCurrency,
  /** `automatic`: given when the deposit completes. `opt-in`: claimed by the player, for a deposit of the last three days. */
  claim: Schema.Literal("automatic", "opt-in")
})

/** A fixed bonus that the player claims. */
export const FreeCredit = Schema.TaggedStruct("free-credit", { amount: AmountByCurrency })

/** A fixed bonus for those who know the code. */
export const PromoCode = Schema.TaggedStruct("promo-code", {
  code: Schema.String.pipe(
    Schema.pattern(/^[A-Z0-9]{3,32}$/, { message: () => "a code is 3 to 32 characters of A-Z and 0-9" })
  ),
  amount: AmountByCurrency
})

/** A fixed bonus for a player who brought in another, given at the other's first deposit of at least `leastDeposit`. */
export const Referral = Schema.TaggedStruct("referral", { amount: AmountByCurrency, leastDeposit: AmountByCurrency })

/** A share of what a player lost in a period, paid in cash; nothing under `least`, never more than `most`. */
export const Cashback = Schema.TaggedStruct("cashback", { ...settled, base: CashbackBase })

/** A share of a player's cash stakes in closed rounds of a period, paid in cash. */
export const TurnoverRebate = Schema.TaggedStruct("turnover-rebate", settled)

/** What a campaign gives, and for what. */
export const Reward = Schema.Union(DepositMatch, FreeCredit, PromoCode, Referral, Cashback, TurnoverRebate)
export type Reward = typeof Reward.Type

/** The kinds of campaign. */
export type RewardKind = Reward["_tag"]

/** Rewards that are granted as a bonus, one claim each. */
export type BonusReward = Exclude<Reward, { readonly _tag: "cashback" | "turnover-rebate" }>
/** Rewards that are paid in cash, settled once a period. */
export type CashReward = Extract<Reward, { readonly _tag: "cashback" | "turnover-rebate" }>
