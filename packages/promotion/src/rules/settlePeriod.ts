import * as Currency from "@croupier/core/Currency"
import type { PlayerId } from "@croupier/core/Ids"
import { amountIn } from "../contract/AmountByCurrency.js"
import type { CashReward } from "../contract/Reward.js"
import { budgetRefusal, withSpent } from "./Budget.js"
import { shareShown } from "./halfUp.js"
import { ggrOf, netDepositOf, type PeriodSums } from "./PeriodSums.js"
import type { CampaignRecord } from "./State.js"

/** The sums of one player. */
export interface PlayerSums extends PeriodSums {
  readonly player: PlayerId
  readonly currency: Currency.CurrencyCode
}

/** What one player gets for a period, or why nothing. */
export interface Settlement {
  readonly player: PlayerId
  readonly currency: Currency.CurrencyCode
  readonly base: bigint
  readonly amount: bigint
  readonly refused: string | undefined
}

/**
 * What a period comes to: the same sums give the same rows, in order of the players. A player with nothing to get has no row; one who
 * comes after the budget is spent has a refused one.
 */
export const settlePeriod = (
  record: CampaignRecord,
  reward: CashReward,
  sums: ReadonlyArray<PlayerSums>
): { readonly record: CampaignRecord; readonly settlements: ReadonlyArray<Settlement> } => {
  const settlements: Array<Settlement> = []
  let rest = record
  for (const own of [...sums].sort((a, b) => (a.player < b.player ? -1 : 1))) {
    const base = figureOf(reward, own)
    const amount = payoutOf(reward, own.currency, base)
    if (amount === 0n) continue
    const row = { player: own.player, currency: own.currency, base, amount }
    const refused = budgetRefusal(rest, row, false)
    settlements.push({ ...row, refused })
    if (refused === undefined) rest = withSpent(rest, row, 0)
  }
  return { record: rest, settlements }
}

/** The figure that the share is taken of. */
export const figureOf = (reward: CashReward, sums: PeriodSums): bigint => {
  if (reward._tag === "turnover-rebate") return sums.stake
  return reward.base === "ggr" ? ggrOf(sums) : netDepositOf(sums)
}

/** The share of a figure, rounded once, half up, at the display scale: nothing below `least`, never more than `most`. */
export const payoutOf = (
  { least, most, share }: Pick<CashReward, "least" | "most" | "share">,
  code: Currency.CurrencyCode,
  figure: bigint
): bigint => {
  const cap = amountIn(most, code)
  if (cap === undefined || figure <= 0n) return 0n
  const amount = shareShown(Currency.of(code), figure, BigInt(share), 10_000n)
  if (amount < (amountIn(least, code) ?? 0n)) return 0n
  return amount < cap ? amount : cap
}
