import { amountIn } from "../contract/AmountByCurrency.js"
import type { BonusTerms } from "../contract/BonusTerms.js"
import type { Campaign } from "../contract/Campaign.js"
import type { BonusReward } from "../contract/Reward.js"
import { type BonusAmount, bonusOf } from "./bonusOf.js"
import { localDay } from "./localDay.js"
import { periodOf } from "./periodOf.js"
import type { CampaignRecord, Claim, Deposit, Player } from "./State.js"
import { countedClaims } from "./Stepping.js"

/** What a player would get now: everything of a claim but its id, and who asked for it. */
export interface Claimable extends BonusAmount {
  readonly occasion: string
  readonly currency: Claim["currency"]
  readonly deposit: string | null
  readonly terms: BonusTerms
  readonly needsApproval: boolean
}

/** Who asks for what: the player's currency, and the deposits that a match may be for, newest first. */
export interface Asked {
  readonly currency: Claim["currency"]
  readonly deposits: ReadonlyArray<Deposit>
  /** The player who was brought in, of a referral. */
  readonly referred?: string
}

/** Why there is nothing to claim, as one word. */
export type Refusal = { readonly refused: string }

/** Judges what a player may claim of a campaign now; what other services know of the player is asked elsewhere. */
export const claimable = (player: Player, record: CampaignRecord, asked: Asked, now: number): Claimable | Refusal => {
  const { campaign } = record
  const { reward, terms: written } = campaign
  if (written === null || reward._tag === "cashback" || reward._tag === "turnover-rebate") return refused("not-claimed")
  if (!isRunning(record, now)) return refused("not-running")
  const terms = termsOf(campaign, written)
  const counted = countedClaims(player, campaign.id)
  if (reward._tag === "deposit-match") {
    const answers = asked.deposits.map((deposit) => ofDeposit(player, record, reward, terms, deposit))
    const found = answers.find((answer): answer is Claimable => "occasion" in answer)
    return found === undefined ? (answers[0] ?? refused("no-deposit")) : withinCaps(player, record, found, now)
  }
  const count = deposited(campaign, player.deposits)
  if (count !== undefined) return refused(count)
  const bonus = bonusOf(reward, terms, asked.currency)
  if (bonus === undefined) return refused("currency")
  const occasion = asked.referred === undefined ? `claim:${player.claimed + 1}` : `referral:${asked.referred}`
  if (counted.some((claim) => claim.occasion === occasion)) return refused("already-claimed")
  return withinCaps(player, record, made(campaign, terms, bonus, occasion, asked.currency, null), now)
}

/** Whether a campaign gives anything at an instant. */
export const isRunning = ({ campaign, from, state, timezone, until }: CampaignRecord, now: number): boolean => {
  const { weekdays } = campaign.schedule
  if (state !== "open" || now < from || (until !== null && now >= until)) return false
  return weekdays.length === 0 || weekdays.includes(localDay(timezone, now).weekday)
}

/** The terms of a campaign's bonuses: categories that the reward is not for count nothing. */
export const termsOf = ({ products }: Campaign, terms: BonusTerms): BonusTerms => {
  if (products.reward.length === 0) return terms
  const others = (["slots", "live", "table", "sports", "minigame"] as const).filter(
    (category) => !products.reward.includes(category)
  )
  const categories = { ...terms.weights.categories, ...Object.fromEntries(others.map((category) => [category, 0])) }
  return { ...terms, weights: { ...terms.weights, categories } }
}

type Match = Extract<BonusReward, { readonly _tag: "deposit-match" }>

/** What a deposit match gives for one deposit: it is given for the day and the number of the deposit, not of the claim. */
const ofDeposit = (
  player: Player,
  record: CampaignRecord,
  reward: Match,
  terms: BonusTerms,
  deposit: Deposit
): Claimable | Refusal => {
  const { campaign } = record
  if (!isRunning(record, deposit.at)) return refused("no-deposit")
  const nth = reward.deposit.which === "first" ? 1 : reward.deposit.which === "nth" ? reward.deposit.nth : undefined
  if (nth !== undefined && deposit.number !== nth) return refused("other-deposit")
  const count = deposited(campaign, deposit.number)
  if (count !== undefined) return refused(count)
  const bonus = bonusOf(reward, terms, deposit.currency, deposit.amount)
  if (bonus === undefined) return refused("deposit-too-small")
  const occasions = {
    first: "deposit:first",
    nth: `deposit:${nth}`,
    daily: `day:${localDay(record.timezone, deposit.at).day}`,
    any: `deposit:${deposit.transaction}`
  }
  const occasion = occasions[reward.deposit.which]
  const counted = countedClaims(player, campaign.id)
  return counted.some((claim) => claim.occasion === occasion)
    ? refused("already-claimed")
    : made(campaign, terms, bonus, occasion, deposit.currency, deposit.transaction)
}

const deposited = ({ eligibility: { leastDeposits, mostDeposits } }: Campaign, count: number): string | undefined =>
  count < (leastDeposits ?? 0) || count > (mostDeposits ?? count) ? "deposits" : undefined

const made = (
  { automaticUpTo }: Campaign,
  terms: BonusTerms,
  bonus: BonusAmount,
  occasion: string,
  currency: Claim["currency"],
  deposit: string | null
): Claimable => ({
  ...bonus,
  occasion,
  currency,
  deposit,
  terms,
  needsApproval: bonus.amount > (amountIn(automaticUpTo, currency) ?? bonus.amount)
})

const withinCaps = (player: Player, record: CampaignRecord, found: Claimable, now: number): Claimable | Refusal => {
  const { perPeriod, perPlayer } = record.campaign.caps
  const counted = countedClaims(player, record.campaign.id)
  if (perPlayer !== null && counted.length >= perPlayer) return refused("cap-per-player")
  if (perPeriod === null) return found
  const nameAt = (at: number) => periodOf(perPeriod.period, localDay(record.timezone, at))
  const present = counted.filter(({ claimedAt }) => nameAt(claimedAt) === nameAt(now))
  return present.length >= perPeriod.claims ? refused("cap-per-period") : found
}

const refused = (reason: string): Refusal => ({ refused: reason })
