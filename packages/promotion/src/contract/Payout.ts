import { CurrencyCode } from "@croupier/core/Currency"
import { PlayerId, Uuid } from "@croupier/core/Ids"
import { Schema } from "effect"

/** `due` until the wallet has paid it; `refused` for a player who may not have it, with the reason. */
export const PayoutState = Schema.Literal("due", "paid", "refused")
export type PayoutState = typeof PayoutState.Type

/** What one player gets of a cashback or a rebate for one period. Amounts are decimal strings in main units. */
export const PayoutView = Schema.Struct({
  campaign: Uuid,
  /** Counts the campaign's periods from 1. */
  period: Schema.Int,
  from: Schema.Int,
  to: Schema.Int,
  player: PlayerId,
  currency: CurrencyCode,
  /** What the share was taken of: the loss or the turnover. */
  base: Schema.String,
  amount: Schema.String,
  state: PayoutState,
  reason: Schema.NullOr(Schema.String)
}).annotations({ identifier: "Payout" })
export type PayoutView = typeof PayoutView.Type
