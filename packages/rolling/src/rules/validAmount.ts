import type { GameCategory, RoundTotals } from "@croupier/wallet/contract"
import type { StakeSource } from "../contract/Terms.js"

/**
 * How much of a settled round counts before its weight, in ledger units: of slots the stake; of live, table, sports and
 * minigames `min(stake, |payout − stake|)`, so that a push counts nothing and betting on both sides counts the difference.
 * Of a source, its own part of stake and payout.
 */
export const validAmount = (category: GameCategory, totals: RoundTotals, source: StakeSource): bigint => {
  const { payout, stake } = parts[source](totals)
  if (category === "slots") return stake
  const difference = payout > stake ? payout - stake : stake - payout
  return difference < stake ? difference : stake
}

/** The stake of a round that comes from a source. */
export const stakeOf = (totals: RoundTotals, source: StakeSource): bigint => parts[source](totals).stake

const parts = {
  all: (t: RoundTotals) => ({ stake: t.stakeCash + t.stakeBonus, payout: t.payoutCash + t.payoutBonus }),
  cash: (t: RoundTotals) => ({ stake: t.stakeCash, payout: t.payoutCash }),
  bonus: (t: RoundTotals) => ({ stake: t.stakeBonus, payout: t.payoutBonus })
}
