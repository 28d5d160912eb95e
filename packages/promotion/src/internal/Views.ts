import { createHash } from "node:crypto"
import { format } from "@croupier/core/Amount"
import type { CurrencyCode } from "@croupier/core/Currency"
import * as Currency from "@croupier/core/Currency"
import { Schema } from "effect"
import type { BonusView, ClaimReceipt } from "../contract/Bonus.js"
import { BonusTerms, styleInWords } from "../contract/BonusTerms.js"
import type { StoredCampaign } from "../contract/Campaign.js"
import type { PayoutView } from "../contract/Payout.js"
import { toStake } from "../rules/bonusOf.js"
import type { CampaignRecord, Claim } from "../rules/State.js"
import type { OwnedClaim, Payout } from "./store/PromotionStore.js"

const encode = Schema.encodeSync(Schema.parseJson(BonusTerms))

/** SHA-256 of terms as they are written on the wire. */
export const hashOf = (terms: BonusTerms): string => createHash("sha256").update(encode(terms)).digest("hex")

/** What has to be staked for a claim, as text. */
export const stakeText = ({ base, currency, terms }: Pick<Claim, "base" | "currency" | "terms">): string =>
  format(Currency.of(currency), toStake(base, terms.multiplier))

/** A claim as callers see it. */
export const bonusView = ({ claim, player }: OwnedClaim): BonusView => ({
  id: claim.id,
  player,
  campaign: claim.campaign,
  campaignVersion: claim.campaignVersion,
  currency: claim.currency,
  amount: format(Currency.of(claim.currency), claim.amount),
  toStake: stakeText(claim),
  deposit: claim.deposit,
  terms: claim.terms,
  style: styleInWords[claim.terms.style],
  termsHash: hashOf(claim.terms),
  acceptedAt: claim.acceptedAt,
  state: claim.state,
  reason: claim.reason,
  claimedAt: claim.claimedAt,
  expiresAt: claim.expiresAt,
  endedAt: claim.endedAt
})

/** What a claim answers, from what never changes of it. */
export const receiptOf = (claim: Claim): ClaimReceipt => ({
  id: claim.id,
  campaign: claim.campaign,
  currency: claim.currency,
  amount: format(Currency.of(claim.currency), claim.amount),
  toStake: stakeText(claim),
  termsHash: hashOf(claim.terms),
  claimedAt: claim.claimedAt
})

/** A campaign as operators see it. */
export const campaignView = (record: CampaignRecord): StoredCampaign => ({
  campaign: record.campaign,
  version: record.version,
  state: record.state,
  from: record.from,
  until: record.until,
  spent: Object.fromEntries(
    [...record.spent].map(([code, units]) => [code, format(Currency.of(code as CurrencyCode), units)])
  ),
  receivers: record.receivers
})

/** A payout as operators see it. */
export const payoutView = ({ amount, base, currency, ...payout }: Payout): PayoutView => ({
  campaign: payout.campaign,
  period: payout.period,
  from: payout.from,
  to: payout.to,
  player: payout.player,
  currency,
  base: format(Currency.of(currency), base),
  amount: format(Currency.of(currency), amount),
  state: payout.state,
  reason: payout.reason
})
