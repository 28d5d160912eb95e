import { Amount, inCurrency, Total } from "@croupier/core/Amount"
import { CurrencyCode } from "@croupier/core/Currency"
import { PlayerId, Uuid } from "@croupier/core/Ids"
import { GameCategory, RoundRef } from "@croupier/wallet/contract"
import { Schema } from "effect"
import { AgentId } from "./Agent.js"
import { Earner } from "./Agreement.js"
import { ExactDecimal } from "./Exact.js"
import { CommissionKind } from "./Terms.js"

/** One settled round, or one change of it, as it counted. Times are milliseconds of the epoch. */
export const AccrualView = Schema.Struct({
  /** The wallet's event. */
  event: Uuid,
  player: PlayerId,
  /** The player's agent when it was settled. */
  agent: AgentId,
  /** Null for a converted bonus, which is spread over the categories in which it was staked. */
  round: Schema.NullOr(RoundRef),
  category: GameCategory,
  currency: CurrencyCode,
  settledAt: Schema.Int,
  /** The signed valid amount, and what the player lost in cash. */
  valid: ExactDecimal,
  net: ExactDecimal,
  /** What the agent earned by it. */
  rolling: ExactDecimal,
  losing: ExactDecimal
})
export type AccrualView = typeof AccrualView.Type

/** `frozen`: nothing is added any more. `closed`: computed. `approved`: to be paid. `paid`: paid, or closed with nothing to pay. */
export const StatementStatus = Schema.Literal("frozen", "closed", "approved", "paid")
export type StatementStatus = typeof StatementStatus.Type

/** A part of a statement: what players of one agent played in one category under the same rates. */
export const StatementLine = Schema.Struct({
  /** The agent of the players, and the version of the chain above them. */
  via: AgentId,
  chain: Uuid,
  category: GameCategory,
  /** What it was computed from: the valid amount, or the base of losing commission. */
  base: ExactDecimal,
  /** The earner's share in per cent, as a sum of what is between the rates below and the earner's own. */
  rate: Schema.String,
  amount: ExactDecimal,
  /** The number of the statement that the line was carried from, for one of this period itself null. */
  carriedFrom: Schema.NullOr(Schema.Int)
})
export type StatementLine = typeof StatementLine.Type

/** A deduction that was applied, with what it took. */
export const StatementDeduction = Schema.Struct({ name: Schema.String, amount: ExactDecimal })

/** A settled period of one earner, kind and currency. Times are milliseconds of the epoch. */
export const StatementView = inCurrency(
  Schema.Struct({
    id: Uuid,
    earner: Earner,
    kind: CommissionKind,
    currency: CurrencyCode,
    number: Schema.Int,
    /** From this instant on, and before `to`. */
    from: Schema.Int,
    to: Schema.Int,
    status: StatementStatus,
    /** Version of the formula by which it was computed. */
    formula: Schema.Int,
    lines: Schema.Array(StatementLine),
    /** The sum of the lines, with those that were carried as a base. */
    earned: ExactDecimal,
    /**
     * By how much the ring-fence raised the bases of the lines over what was played; negative where later losses of a player
     * made up for an earlier win.
     */
    fenced: ExactDecimal,
    /** What earlier periods left: a negative commission carried as an amount, and the remainder of the last rounding. */
    carried: ExactDecimal,
    deductions: Schema.Array(StatementDeduction),
    /** What was paid in advance, by conversions. */
    advances: ExactDecimal,
    /** What is paid, in whole ledger units. */
    payout: Total,
    /** What is given up, as a negative amount: a negative period that is not carried, or not any longer. */
    dropped: ExactDecimal,
    /** What goes on to the next period: less than a ledger unit, or a debt. */
    remainder: ExactDecimal,
    /** The wallet's transaction. */
    transaction: Schema.NullOr(Uuid),
    /** Why the wallet refused the payout at the last attempt. */
    refusal: Schema.NullOr(Schema.String)
  })
)
export type StatementView = typeof StatementView.Type

/**
 * A conversion waits for an operator while it is `requested`, and for the wallet while it is `approved`. One that still waits
 * for an operator when its period ends is `rejected`, and the statement pays it.
 */
export const ConversionStatus = Schema.Literal("requested", "approved", "paid", "rejected")
export type ConversionStatus = typeof ConversionStatus.Type

/** Rolling commission that an agent turns into balance before its period is settled. */
export const ConversionView = inCurrency(
  Schema.Struct({
    id: Uuid,
    currency: CurrencyCode,
    amount: Amount,
    status: ConversionStatus,
    requestedAt: Schema.Int
  })
)
export type ConversionView = typeof ConversionView.Type

/** What an agent asks to convert; the same `id` again gets the first answer. */
export const ConversionRequest = inCurrency(Schema.Struct({ id: Uuid, currency: CurrencyCode, amount: Amount }))
export type ConversionRequest = typeof ConversionRequest.Type
