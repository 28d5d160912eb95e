import * as Amount from "@croupier/core/Amount"
import type { GameCategory } from "@croupier/wallet/contract"
import type { AgentId } from "../contract/Agent.js"
import { perUnit } from "../contract/Exact.js"
import type { Share } from "./Share.js"
import { shareOf } from "./Share.js"

/** The version of the formulas in this folder; a statement names the one that computed it. */
export const formula = 1

/** A part of a base with one share in it: exact units. */
export interface Line {
  readonly via: AgentId
  readonly chain: string
  readonly category: GameCategory
  readonly base: bigint
  readonly share: Share
  /** The statement that it was carried from. */
  readonly carriedFrom: number | null
}

/**
 * A negative period, or what later ones have left of it, of the statement with the number `from`: lines that are valued again
 * at the rates of the next period, or an amount.
 */
export interface Lot {
  readonly from: number
  readonly lines: ReadonlyArray<Line>
  readonly amount: bigint
}

/** A settled period in exact units, but the payout, which is in ledger units. */
export interface Settled {
  readonly lines: ReadonlyArray<Line>
  readonly earned: bigint
  /** By how much the bases of the lines are over what was played: under zero where the ring-fence made up for an earlier win. */
  readonly fenced: bigint
  readonly carried: bigint
  readonly deductions: ReadonlyArray<{ readonly name: string; readonly amount: bigint }>
  readonly advances: bigint
  readonly payout: Amount.Amount
  readonly dropped: bigint
  /** What the next period begins with: less than a ledger unit, and of rolling commission a debt. */
  readonly remainder: bigint
  readonly lots: ReadonlyArray<Lot>
}

/** What a line is worth. */
export const valueOf = ({ base, share }: Line): bigint => shareOf(base, share)

/** What lines are worth together. */
export const valueOfAll = (lines: ReadonlyArray<Line>): bigint => lines.reduce((sum, line) => sum + valueOf(line), 0n)

/** What a lot is worth. */
export const valueOfLot = ({ amount, lines }: Lot): bigint => amount + valueOfAll(lines)

/**
 * What can be paid of an exact amount in whole ledger units, rounded down and at most what one command moves, and what remains;
 * of a debt all remains.
 */
export const paid = (exact: bigint): { readonly payout: Amount.Amount; readonly remainder: bigint } => {
  const units = exact > 0n ? exact / perUnit : 0n
  const payout = Amount.fromUnits(units < Amount.max ? units : Amount.max)
  return { payout, remainder: exact - payout * perUnit }
}
