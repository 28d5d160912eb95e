import type { BonusTerms } from "../contract/BonusTerms.js"
import type { BonusReward } from "../contract/Reward.js"

/**
 * How many times the bonus has to be staked, in hundredths rounded up: multiplier × base ÷ bonus. With the base `deposit+bonus` a
 * match of 100 % has twice the multiplier, one of 50 % three times: 10 × (deposit + bonus) at 100 % is 20 times the bonus.
 */
export const effectiveMultiple = (reward: BonusReward, { base, multiplier }: BonusTerms): number => {
  if (base === "bonus" || reward._tag !== "deposit-match") return multiplier
  return Math.ceil((multiplier * (reward.share + 10_000)) / reward.share)
}
