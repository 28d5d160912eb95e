import * as Currency from "@croupier/core/Currency"
import { type AmountByCurrency, amountIn } from "../contract/AmountByCurrency.js"
import type { BonusTerms } from "../contract/BonusTerms.js"
import type { BonusReward } from "../contract/Reward.js"
import { halfUp, shareShown } from "./halfUp.js"

/** A bonus in ledger units, and what its multiplier is applied to. */
export interface BonusAmount {
  readonly amount: bigint
  readonly base: bigint
}

/**
 * What a reward gives in a currency, for a deposit where it is a match: rounded once, half up, at the display scale. Undefined
 * where it gives nothing. The base `deposit+bonus` holds the part of the deposit that the bonus matches: what is deposited
 * beyond the cap is not wagered for.
 */
export const bonusOf = (
  reward: BonusReward,
  { base }: Pick<BonusTerms, "base">,
  code: Currency.CurrencyCode,
  deposit?: bigint
): BonusAmount | undefined => {
  if (reward._tag !== "deposit-match") return positive(amountIn(reward.amount, code) ?? 0n, 0n)
  const most = amountIn(reward.most, code)
  if (most === undefined || deposit === undefined) return undefined
  if (deposit < (amountIn(reward.leastDeposit, code) ?? 0n)) return undefined
  const matched = shareShown(Currency.of(code), deposit, BigInt(reward.share), 10_000n)
  const amount = matched < most ? matched : most
  const whole = halfUp(amount * 10_000n, BigInt(reward.share))
  return positive(amount, base === "bonus" ? 0n : whole < deposit ? whole : deposit)
}

/** What has to be staked: base × multiplier, half up. The multiplier is hundredths. */
export const toStake = (base: bigint, multiplier: number): bigint => halfUp(base * BigInt(multiplier), 100n)

/** The most that a bonus can be in each currency that it is given in. */
export const mostOf = (reward: BonusReward): AmountByCurrency =>
  reward._tag === "deposit-match" ? reward.most : reward.amount

const positive = (amount: bigint, deposited: bigint): BonusAmount | undefined =>
  amount > 0n ? { amount, base: amount + deposited } : undefined
