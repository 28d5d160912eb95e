import { GameWeights, Multiplier, StakeSource } from "@croupier/rolling/contract"
import { Schema } from "effect"
import { AmountByCurrency } from "./AmountByCurrency.js"

/** How bonus money and own money are played together. */
export const BonusStyle = Schema.Literal("parachute", "hybrid", "sticky")
export type BonusStyle = typeof BonusStyle.Type

/** A style in words, as players are shown it before they accept. */
export const styleInWords: Readonly<Record<BonusStyle, string>> = {
  parachute:
    "You play with your own money first, and can withdraw it at any time. Requesting a withdrawal forfeits the bonus.",
  hybrid:
    "You play with the bonus first, and winnings are split in proportion to the stakes. Withdrawals are possible when the wagering requirement is met.",
  sticky: "The bonus itself is never paid out, only what was won with it."
}

/** What the multiplier is applied to. `deposit+bonus` takes the part of the deposit that the bonus matches, and no more. */
export const WageringBase = Schema.Literal("bonus", "deposit+bonus")
export type WageringBase = typeof WageringBase.Type

/** What a bonus is given under. A claim keeps the terms that it was made under, whatever becomes of the campaign. */
export const BonusTerms = Schema.Struct({
  multiplier: Multiplier,
  base: WageringBase,
  source: StakeSource,
  weights: GameWeights,
  /** The most that is converted to cash; a currency without an entry has no such limit. */
  mostCashOut: AmountByCurrency,
  /** A stake over it is refused while the bonus is active. */
  mostBet: AmountByCurrency,
  /** Days from the grant until the bonus expires. */
  expiresAfterDays: Schema.Int.pipe(Schema.between(1, 365)),
  /** Game codes that the bonus does not fund. */
  excludedGames: Schema.Array(Schema.String.pipe(Schema.minLength(1), Schema.maxLength(128))).pipe(
    Schema.maxItems(1000)
  ),
  style: BonusStyle
})
export type BonusTerms = typeof BonusTerms.Type
