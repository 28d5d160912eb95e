import { parse } from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { CurrencyCode } from "@croupier/core/Currency"
import type { BrandPolicy } from "@croupier/wallet/contract"
import { Either } from "effect"
import { type AmountByCurrency, amountIn } from "../contract/AmountByCurrency.js"
import type { BonusTerms } from "../contract/BonusTerms.js"
import type { Campaign } from "../contract/Campaign.js"
import type { JurisdictionRules, Violation } from "../contract/JurisdictionRules.js"
import type { BonusReward } from "../contract/Reward.js"
import { mostOf } from "./bonusOf.js"
import { effectiveMultiple } from "./effectiveMultiple.js"
import { productViolations } from "./productViolations.js"

/** How the brand's wallets take stakes from own money and bonus: a style promises one of them. */
export type Funding = BrandPolicy["funding"]

/** Every rule that a campaign breaks, its own consistency first; an empty list is a campaign that may be saved. */
export const campaignViolations = (
  campaign: Campaign,
  rules: JurisdictionRules,
  funding: Funding
): ReadonlyArray<Violation> => {
  const { caps, eligibility, reward, schedule } = campaign
  return [
    ...when(rules.banned.includes(reward._tag), "reward", "banned", `${reward._tag} is not allowed here`),
    ...when(schedule.until === null, "schedule.until", "end-required", "a campaign has an end"),
    ...when(
      schedule.until !== null && schedule.until <= schedule.from,
      "schedule.until",
      "ends-before-it-begins",
      "the end is after the first day"
    ),
    ...when(caps.budget === null, "caps.budget", "budget-required", "a campaign has a budget"),
    ...when(
      eligibility.minimumAge < rules.minimumAge,
      "eligibility.minimumAge",
      "minimum-age",
      `players are at least ${rules.minimumAge}`
    ),
    ...when(
      rules.sameTermsForAll &&
        [eligibility.tags, eligibility.withoutTags, eligibility.segments, eligibility.agents].some(
          (names) => names.length > 0
        ),
      "eligibility",
      "same-terms-for-all",
      "players may not be distinguished by tags, segments or agents"
    ),
    ...productViolations(campaign, rules),
    ...(reward._tag === "cashback" || reward._tag === "turnover-rebate"
      ? [...cashViolations(campaign), ...valueViolations(reward.most, rules)]
      : bonusViolations(campaign, reward, rules, funding))
  ]
}

const when = (broken: boolean, field: string, rule: string, detail: string): ReadonlyArray<Violation> =>
  broken ? [{ field, rule, detail }] : []

const cashViolations = ({ caps, eligibility, terms }: Campaign): ReadonlyArray<Violation> => [
  ...when(
    caps.perPlayer !== null || caps.perPeriod !== null || caps.receivers !== null,
    "caps",
    "settled-once",
    "a settlement pays each player once a period, so it is capped by budget and by the most of one payout"
  ),
  ...when(terms !== null, "terms", "cash-has-no-terms", "cash is the player's own: it has no wagering terms"),
  ...when(
    eligibility.leastDeposits !== null || eligibility.mostDeposits !== null,
    "eligibility",
    "no-deposit-count",
    "a settlement does not count deposits"
  )
]

const bonusViolations = (
  { caps, terms }: Campaign,
  reward: BonusReward,
  rules: JurisdictionRules,
  funding: Funding
): ReadonlyArray<Violation> => {
  if (terms === null) return when(true, "terms", "terms-required", "a bonus has wagering terms")
  const { mostEffectiveMultiple: most } = rules
  const multiple = effectiveMultiple(reward, terms)
  const isFirst = reward._tag === "deposit-match" && reward.deposit.which === "first"
  const repeats = reward._tag === "free-credit" || reward._tag === "promo-code"
  return [
    ...when(
      repeats && caps.perPlayer === null && caps.perPeriod === null,
      "caps.perPlayer",
      "unbounded",
      "a bonus that players claim is capped per player or per period"
    ),
    ...when(
      rules.firstPlayOnly && !isFirst,
      "reward.deposit",
      "first-play-only",
      "only the first deposit may have a bonus"
    ),
    ...when(
      terms.base === "deposit+bonus" && reward._tag !== "deposit-match",
      "terms.base",
      "no-deposit",
      "the base deposit+bonus needs a deposit match"
    ),
    ...when(
      most !== null && multiple > most,
      "terms.multiplier",
      "effective-multiple",
      `the bonus would have to be staked ${inMain(multiple)} times, at most ${inMain(most ?? 0)} are allowed`
    ),
    ...when(
      terms.expiresAfterDays < rules.leastDaysToWager,
      "terms.expiresAfterDays",
      "days-to-wager",
      `players have at least ${rules.leastDaysToWager} days`
    ),
    ...styleViolations(terms, rules, funding),
    ...valueViolations(mostOf(reward), rules)
  ]
}

const styleViolations = ({ style }: BonusTerms, rules: JurisdictionRules, funding: Funding) => {
  const promised = style === "parachute" ? "cash-first" : "bonus-first"
  return [
    ...when(
      style === "sticky",
      "terms.style",
      "style-unsupported",
      "the wallet converts what is left of a bonus whole, so a sticky one cannot be honoured"
    ),
    ...when(
      rules.ownMoneyWithdrawable && style !== "parachute",
      "terms.style",
      "own-money-locked",
      "own money has to stay withdrawable"
    ),
    ...when(
      style !== "sticky" && funding !== promised,
      "terms.style",
      "style-not-funded",
      `${style} needs wallets that are ${promised}, and the brand's are ${funding}`
    )
  ]
}

const valueViolations = (most: AmountByCurrency, { mostValue }: JurisdictionRules): ReadonlyArray<Violation> => {
  const amounts = Object.entries(most)
  return [
    ...when(amounts.length === 0, "reward", "no-amount", "the reward has an amount in at least one currency"),
    ...amounts.flatMap(([name, text]) => {
      const code = CurrencyCode.make(name)
      const limit = amountIn(mostValue, code)
      const units = Either.getOrElse(parse(Currency.of(code), text), () => 0n)
      return [
        ...when(units === 0n, `reward.${name}`, "no-amount", "an amount is over zero"),
        ...when(
          limit !== undefined && units > limit,
          `reward.${name}`,
          "maximum-value",
          `a bonus is worth at most ${mostValue[code]} ${name}`
        )
      ]
    })
  ]
}

const inMain = (hundredths: number): string => String(hundredths / 100)
