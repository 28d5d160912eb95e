import type { GameCategory } from "@croupier/wallet/contract"

/**
 * What of a settled round counts as turnover: of slots the stake; of any other game at most what was at risk, so that a push
 * counts nothing and a bet on both sides of a table counts the difference.
 */
export const validAmount = (category: GameCategory, stake: bigint, payout: bigint): bigint => {
  switch (category) {
    case "slots":
      return stake
    case "live":
    case "table":
    case "sports":
    case "minigame":
      return least(stake, payout > stake ? payout - stake : stake - payout)
  }
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)
