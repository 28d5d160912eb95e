import { inCurrency, Total } from "@croupier/core/Amount"
import { CurrencyCode } from "@croupier/core/Currency"
import { Uuid } from "@croupier/core/Ids"
import { Schema } from "effect"
import { RoundRef } from "./Round.js"

/** The kinds of line that a history has: what moved money, or announced that it will. */
export const HistoryKind = Schema.Literal(
  "bet",
  "win",
  "rollback",
  "deposit",
  "deposit-reverse",
  "withdraw-hold",
  "withdraw-release",
  "withdraw-settle",
  "withdraw-return",
  "bonus-grant",
  "bonus-convert",
  "bonus-forfeit",
  "commission-payout",
  "adjust",
  "debt-settle",
  "debt-write-off"
)
export type HistoryKind = typeof HistoryKind.Type

/** One line of a player's history. `cash` and `bonus` are signed movements, decimal strings in main units. */
export const HistoryItem = Schema.Struct({
  id: Uuid,
  kind: Schema.String,
  currency: CurrencyCode,
  amount: Schema.String,
  cash: Schema.String,
  bonus: Schema.String,
  balanceAfter: Schema.Struct({ cash: Schema.String, bonus: Schema.String }),
  round: Schema.optionalWith(RoundRef, { exact: true }),
  game: Schema.optionalWith(Schema.String, { exact: true }),
  /** Why, where a person or a rule gave a reason: `bonus-ended`, an adjustment's reason, … */
  reason: Schema.optionalWith(Schema.String, { exact: true }),
  at: Schema.DateTimeUtc
})
export type HistoryItem = typeof HistoryItem.Type

/** A round as its player sees it, with its totals. */
export const RoundView = inCurrency(
  Schema.Struct({
    provider: Schema.String,
    id: Schema.String,
    game: Schema.String,
    currency: CurrencyCode,
    status: Schema.Literal("open", "closed"),
    stakeCash: Total,
    stakeBonus: Total,
    payoutCash: Total,
    payoutBonus: Total,
    openedAt: Schema.Int,
    closedAt: Schema.NullOr(Schema.Int),
    /** True when something needs a manual review, such as a win after its bet was rolled back. */
    review: Schema.Boolean
  })
)
export type RoundView = typeof RoundView.Type

/** A page of a list, newest first, and where the next one begins. */
export interface Page<Item> {
  readonly items: ReadonlyArray<Item>
  readonly nextCursor?: string | undefined
}
