import { Amount, inCurrency } from "@croupier/core/Amount"
import { CurrencyCode } from "@croupier/core/Currency"
import { Schema } from "effect"
import { noRates, Rate, Rates } from "./Rate.js"

/** The two kinds of commission: a share of turnover, and a share of what players lose. */
export const CommissionKind = Schema.Literal("rolling", "losing")
export type CommissionKind = typeof CommissionKind.Type

/** How often a kind of commission is settled, in the brand's timezone; weeks begin on Monday. */
export const Cadence = Schema.Literal("daily", "weekly", "monthly")
export type Cadence = typeof Cadence.Type

/** An amount of one currency. */
export const Money = inCurrency(Schema.Struct({ currency: CurrencyCode, amount: Amount }))
export type Money = typeof Money.Type

const name = Schema.String.pipe(Schema.minLength(1), Schema.maxLength(64))

/**
 * What is taken off a period's losing commission before it is paid, in the listed order. It never makes it negative:
 * a percentage is of what the deductions before it have left, and a fixed amount takes at most that.
 */
export const Deduction = Schema.Union(
  Schema.TaggedStruct("percent", { name, rate: Rate }),
  inCurrency(Schema.TaggedStruct("fixed", { name, currency: CurrencyCode, amount: Amount }))
)
export type Deduction = typeof Deduction.Type

const perCurrency = Schema.Array(Money).pipe(
  Schema.filter(
    (amounts) =>
      new Set(amounts.map(({ currency }) => currency)).size === amounts.length || "a currency is listed once at most"
  )
)

/** What an agent, or a player with rates of their own, is paid by. An agreement once made is never changed, only followed. */
export const Terms = Schema.Struct({
  rolling: Schema.optionalWith(Rates, { exact: true, default: () => noRates }),
  losing: Schema.optionalWith(Rates, { exact: true, default: () => noRates }),
  /**
   * What a losing rate is of. `loss`: cash stakes less cash payouts less converted bonuses. `loss-after-rolling`: that, less
   * the rolling commission of the whole chain.
   */
  losingBase: Schema.optionalWith(Schema.Literal("loss", "loss-after-rolling"), {
    exact: true,
    default: () => "loss-after-rolling" as const
  }),
  deductions: Schema.optionalWith(Schema.Array(Deduction).pipe(Schema.maxItems(16)), {
    exact: true,
    default: () => []
  }),
  /**
   * What becomes of a negative losing period. `none`: it is dropped. `base`: its losses are carried before the rate and count
   * at the next period's rates. `amount`: the negative commission itself is carried.
   */
  carry: Schema.optionalWith(Schema.Literal("none", "base", "amount"), {
    exact: true,
    default: () => "base" as const
  }),
  /** For how many later periods a negative one is carried; null: without end. */
  carryPeriods: Schema.optionalWith(Schema.NullOr(Schema.Int.pipe(Schema.between(1, 120))), {
    exact: true,
    default: () => null
  }),
  /**
   * What one player may win in one category and period at the agent's cost; what is over it is kept apart and made up for
   * only by later losses of that player in that category. At most one amount for each currency.
   */
  ringFence: Schema.optionalWith(perCurrency, { exact: true, default: () => [] }),
  settles: Schema.optionalWith(Schema.Struct({ rolling: Cadence, losing: Cadence }), {
    exact: true,
    default: () => ({ rolling: "weekly", losing: "monthly" }) as const
  })
})
export type Terms = typeof Terms.Type

/** What decides commissions in a brand beside the agreements. */
export const AgentPolicy = Schema.Struct({
  /** Which stakes make the valid amount: those of cash, or bonus money as well. */
  counts: Schema.Literal("cash", "all"),
  /** What becomes of a suspended agent's share: it is held for the agent, or passes to the next active one above. */
  suspendedShare: Schema.Literal("held", "next"),
  /** Payouts up to this amount need no operator; without an amount for a currency every payout does. */
  approvedUpTo: perCurrency
})
export type AgentPolicy = typeof AgentPolicy.Type

/** The policy of a brand that has set none: cash counts, shares are held, and an operator approves every payout. */
export const defaultPolicy: AgentPolicy = { counts: "cash", suspendedShare: "held", approvedUpTo: [] }
