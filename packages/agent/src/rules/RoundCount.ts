import { type GameCategory, validAmount } from "@croupier/wallet/contract"
import type { AgentPolicy } from "../contract/Terms.js"

/** What was staked and paid in a round, in ledger units. */
export interface Totals {
  readonly stakeCash: bigint
  readonly stakeBonus: bigint
  readonly payoutCash: bigint
  readonly payoutBonus: bigint
}

/** Signed turnover, and what the player lost in cash; of an accrual the difference that it made. */
export interface Count {
  readonly valid: bigint
  readonly net: bigint
}

/** A round without stakes and payouts. */
export const nothing: Totals = { stakeCash: 0n, stakeBonus: 0n, payoutCash: 0n, payoutBonus: 0n }

/** Adds totals, or a signed difference. */
export const plus = (a: Totals, b: Totals): Totals => ({
  stakeCash: a.stakeCash + b.stakeCash,
  stakeBonus: a.stakeBonus + b.stakeBonus,
  payoutCash: a.payoutCash + b.payoutCash,
  payoutBonus: a.payoutBonus + b.payoutBonus
})

/** What a round with these totals counts. Bonus money is in the turnover where the policy says so, and never in the loss. */
export const countOf = (category: GameCategory, counts: AgentPolicy["counts"], totals: Totals): Count => {
  const { payoutBonus, payoutCash, stakeBonus, stakeCash } = totals
  return {
    valid:
      counts === "cash"
        ? validAmount(category, stakeCash, payoutCash)
        : validAmount(category, stakeCash + stakeBonus, payoutCash + payoutBonus),
    net: stakeCash - payoutCash
  }
}

/**
 * The accrual of a change: what the round counts after it less what it counted before. Accruals of one round therefore add up
 * to what its last totals count, however often it changed.
 */
export const accrual = (
  category: GameCategory,
  counts: AgentPolicy["counts"],
  before: Totals,
  change: Totals
): Count => {
  const was = countOf(category, counts, before)
  const is = countOf(category, counts, plus(before, change))
  return { valid: is.valid - was.valid, net: is.net - was.net }
}
