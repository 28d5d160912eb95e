import type { GameCategory } from "./Round.js"

/**
 * How much of a settled round counts as turnover, in the units of its stake and payout: of slots the stake; of any other game
 * `min(stake, |payout − stake|)`, so that a push counts nothing and bets on both sides of a table count their difference.
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
