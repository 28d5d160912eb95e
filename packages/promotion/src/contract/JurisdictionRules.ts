import { Multiplier } from "@croupier/rolling/contract"
import { GameCategory } from "@croupier/wallet/contract"
import { Schema } from "effect"
import { AmountByCurrency } from "./AmountByCurrency.js"

/** What a jurisdiction allows of campaigns. Every campaign of a brand is judged by those of its licence's jurisdiction. */
export const JurisdictionRules = Schema.Struct({
  /** Kinds of reward that are not allowed. */
  banned: Schema.Array(
    Schema.Literal("deposit-match", "free-credit", "promo-code", "referral", "cashback", "turnover-rebate")
  ),
  /** The most that one bonus may be worth. */
  mostValue: AmountByCurrency,
  /** The most times a bonus may have to be staked: multiplier × base ÷ bonus; null: any. */
  mostEffectiveMultiple: Schema.NullOr(Multiplier),
  /** The fewest days that a player has to meet the wagering requirement. */
  leastDaysToWager: Schema.Int,
  minimumAge: Schema.Int,
  /** Whether only a player's first deposit may have a bonus, once. */
  firstPlayOnly: Schema.Boolean,
  /** Whether players may not be distinguished by tags, segments or agents. */
  sameTermsForAll: Schema.Boolean,
  /** Whether activity and reward must be of one product. */
  oneProduct: Schema.Boolean,
  /** Which product a category of games belongs to. */
  productOf: Schema.Record({ key: GameCategory, value: Schema.String }),
  /** Whether a player's own money must stay withdrawable while a bonus is active. */
  ownMoneyWithdrawable: Schema.Boolean
})
export type JurisdictionRules = typeof JurisdictionRules.Type

const casinoAndBetting = {
  slots: "casino",
  live: "casino",
  table: "casino",
  minigame: "casino",
  sports: "betting"
} as const

/** Where no rules of a jurisdiction's own are known. */
export const defaultRules: JurisdictionRules = {
  banned: [],
  mostValue: {},
  mostEffectiveMultiple: null,
  leastDaysToWager: 1,
  minimumAge: 18,
  firstPlayOnly: false,
  sameTermsForAll: false,
  oneProduct: false,
  productOf: casinoAndBetting,
  ownMoneyWithdrawable: false
}

/** The rules that are shipped, by the jurisdiction that a licence names; an operator answers for their being up to date. */
export const jurisdictionRules: Readonly<Record<string, JurisdictionRules>> = {
  GB: {
    ...defaultRules,
    mostEffectiveMultiple: 1000,
    oneProduct: true,
    ownMoneyWithdrawable: true
  },
  SE: {
    ...defaultRules,
    banned: ["free-credit", "promo-code", "referral", "cashback", "turnover-rebate"],
    leastDaysToWager: 60,
    firstPlayOnly: true
  },
  BE: {
    ...defaultRules,
    banned: ["deposit-match", "free-credit", "promo-code", "referral", "cashback", "turnover-rebate"]
  }
}

/** The rules of a jurisdiction. */
export const rulesOf = (jurisdiction: string): JurisdictionRules => jurisdictionRules[jurisdiction] ?? defaultRules

/** A rule that a campaign breaks: the field that has to change, the rule's name, and a sentence. */
export const Violation = Schema.Struct({ field: Schema.String, rule: Schema.String, detail: Schema.String })
export type Violation = typeof Violation.Type
