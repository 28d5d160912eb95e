import { format } from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { Effect } from "effect"
import { amountIn } from "../../contract/AmountByCurrency.js"
import { Audience } from "../../contract/Audience.js"
import type { Offer } from "../../contract/Bonus.js"
import { styleInWords } from "../../contract/BonusTerms.js"
import type { PlayerRef } from "../../contract/Promotions.js"
import type { BonusReward } from "../../contract/Reward.js"
import { audienceRefusal } from "../../rules/audienceRefusal.js"
import { bonusOf, mostOf } from "../../rules/bonusOf.js"
import { type Claimable, claimable, isRunning, type Refusal, termsOf } from "../../rules/claimable.js"
import type { CampaignRecord } from "../../rules/State.js"
import { type Found, PromotionStore } from "../store/PromotionStore.js"
import { stakeText } from "../Views.js"
import { currencyOf } from "./Claiming.js"

/** What a player can have of the brand's running campaigns; codes are not told, and a referral is not claimed. */
export const offers = Effect.fn("Promotions.offers")(function* (ref: PlayerRef) {
  const store = yield* PromotionStore
  const open = yield* store.openCampaigns(ref.brand)
  if (open.length === 0) return []
  const profile = yield* (yield* Audience).profile(ref)
  const currency = yield* currencyOf(ref.brand, ref.player).pipe(
    Effect.catchTag("NotEligible", () => Effect.succeed(undefined))
  )
  if (currency === undefined) return []
  const campaigns = open.map(({ campaign }) => campaign.id)
  const found = yield* store.peek({ ...ref, campaigns }, undefined)
  return open
    .filter((record) => isRunning(record, found.now))
    .filter(({ campaign }) => audienceRefusal(campaign.eligibility, profile) === undefined)
    .flatMap((record) => offerOf(record, found, currency))
})

const offerOf = (record: CampaignRecord, found: Found, code: Currency.CurrencyCode): ReadonlyArray<Offer> => {
  const { campaign, until } = record
  const { reward, terms } = campaign
  const currency = Currency.of(code)
  const common = { campaign: campaign.id, name: campaign.name, currency: code, until }
  switch (reward._tag) {
    case "promo-code":
    case "referral":
      return []
    case "cashback":
    case "turnover-rebate": {
      const most = amountIn(reward.most, code)
      if (most === undefined) return []
      const paid = { amount: format(currency, most), toStake: null, terms: null, style: null }
      return [{ ...common, ...paid, kind: reward._tag, claimable: false, reason: "periodic" }]
    }
    default: {
      if (terms === null) return []
      const own = termsOf(campaign, terms)
      const asked = { currency: code, deposits: found.deposits }
      const judged = isGiven(reward) ? given : claimable(found.player, record, asked, found.now)
      const shown = "refused" in judged ? mostBonus(reward, own, code) : judged
      if (shown === undefined) return []
      return [
        {
          ...common,
          kind: reward._tag,
          amount: format(currency, shown.amount),
          toStake: stakeText({ base: shown.base, currency: code, terms: own }),
          terms: own,
          style: styleInWords[own.style],
          claimable: !("refused" in judged),
          reason: "refused" in judged ? judged.refused : null
        }
      ]
    }
  }
}

const given: Claimable | Refusal = { refused: "automatic" }

const isGiven = (reward: BonusReward): boolean => reward._tag === "deposit-match" && reward.claim === "automatic"

/** The most that a bonus can be: of a match, what the largest deposit that it looks at gives. */
const mostBonus = (reward: BonusReward, terms: Claimable["terms"], code: Currency.CurrencyCode) => {
  const most = amountIn(mostOf(reward), code)
  if (most === undefined || reward._tag !== "deposit-match") return bonusOf(reward, terms, code)
  const whole = (most * 10_000n) / BigInt(reward.share) + 10n ** BigInt(Currency.of(code).ledgerScale)
  const least = amountIn(reward.leastDeposit, code) ?? 0n
  return bonusOf(reward, terms, code, whole > least ? whole : least)
}
