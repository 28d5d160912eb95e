import { type GameCategory, type RoundTotals, validAmount } from "@croupier/wallet/contract"
import type { StakeSource } from "../contract/Terms.js"

/** The valid amount of a settled round before its weight, in ledger units; of a source, by its own part of stake and payout. */
export const validOf = (category: GameCategory, totals: RoundTotals, source: StakeSource): bigint => {
  const { payout, stake } = parts[source](totals)
  return validAmount(category, stake, payout)
}

/** The stake of a round that comes from a source. */
export const stakeOf = (totals: RoundTotals, source: StakeSource): bigint => parts[source](totals).stake

const parts = {
  all: (t: RoundTotals) => ({ stake: t.stakeCash + t.stakeBonus, payout: t.payoutCash + t.payoutBonus }),
  cash: (t: RoundTotals) => ({ stake: t.stakeCash, payout: t.payoutCash }),
  bonus: (t: RoundTotals) => ({ stake: t.stakeBonus, payout: t.payoutBonus })
}
