import { BrandKey } from "@croupier/core/Brand"
import { Uuid } from "@croupier/core/Ids"
import { GameCategory } from "@croupier/wallet/contract"
import { Schema } from "effect"
import { AmountByCurrency } from "./AmountByCurrency.js"
import { BonusTerms } from "./BonusTerms.js"
import { Reward, SettlementPeriod } from "./Reward.js"

/** A day of the calendar, `2026-03-01`. */
export const LocalDay = Schema.String.pipe(
  Schema.filter(
    (text) =>
      (/^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text) ||
      "a day is written as 2026-03-01"
  )
)

/** When a campaign runs, in the brand's timezone. */
export const CampaignSchedule = Schema.Struct({
  /** Its first day. */
  from: LocalDay,
  /** The day after its last one; null: no end. */
  until: Schema.NullOr(LocalDay),
  /** Days of the week on which it can be claimed, 1 Monday to 7 Sunday; empty: all. */
  weekdays: Schema.Array(Schema.Int.pipe(Schema.between(1, 7)))
})
export type CampaignSchedule = typeof CampaignSchedule.Type

const Names = Schema.Array(Schema.String.pipe(Schema.minLength(1), Schema.maxLength(64))).pipe(Schema.maxItems(1000))
const Count = Schema.NullOr(Schema.Int.pipe(Schema.positive()))

/** Who may take part. Of an empty list nothing is asked; test and house accounts never take part. */
export const Eligibility = Schema.Struct({
  /** At least one of these tags. */
  tags: Names,
  /** None of these. */
  withoutTags: Names,
  segments: Names,
  /** Players of these agents. */
  agents: Names,
  minimumAge: Schema.Int.pipe(Schema.between(16, 99)),
  /** Completed deposits so far, the one that the bonus is for included. */
  leastDeposits: Schema.NullOr(Schema.Int.pipe(Schema.nonNegative())),
  mostDeposits: Schema.NullOr(Schema.Int.pipe(Schema.nonNegative()))
})
export type Eligibility = typeof Eligibility.Type

/** How much a campaign gives at most. */
export const CampaignCaps = Schema.Struct({
  /** Bonuses of one player in all. */
  perPlayer: Count,
  /** Bonuses of one player in one period of the brand's calendar. */
  perPeriod: Schema.NullOr(Schema.Struct({ period: SettlementPeriod, claims: Schema.Int.pipe(Schema.positive()) })),
  /** What it may cost in all, by currency; null: no budget. */
  budget: Schema.NullOr(AmountByCurrency),
  /** Players in all. */
  receivers: Count
})
export type CampaignCaps = typeof CampaignCaps.Type

/** A campaign as it is written. */
export const Campaign = Schema.Struct({
  id: Uuid,
  name: Schema.String.pipe(Schema.minLength(1), Schema.maxLength(100)),
  reward: Reward,
  schedule: CampaignSchedule,
  eligibility: Eligibility,
  caps: CampaignCaps,
  /** Of a bonus; null where cash is paid. */
  terms: Schema.NullOr(BonusTerms),
  /**
   * Categories of games; empty: unrestricted. `activity`: those that a cashback or a rebate looks at. `reward`: those that count
   * towards the wagering requirement.
   */
  products: Schema.Struct({ activity: Schema.Array(GameCategory), reward: Schema.Array(GameCategory) }),
  /** A bonus over it waits for an operator; a currency without an entry never waits. */
  automaticUpTo: AmountByCurrency
})
export type Campaign = typeof Campaign.Type

/** `open` until an operator closes it; its schedule is a matter of its own. */
export const CampaignState = Schema.Literal("open", "closed")
export type CampaignState = typeof CampaignState.Type

const Version = Schema.Int.pipe(Schema.nonNegative())

/** A campaign to be saved in the place of the given version, 0 for a new one. */
export const NewCampaign = Schema.Struct({ brand: BrandKey, campaign: Campaign, version: Version })
export type NewCampaign = typeof NewCampaign.Type

/** A saved campaign: what it has given so far, and when it runs, in milliseconds of the epoch. */
export const StoredCampaign = Schema.Struct({
  campaign: Campaign,
  version: Version,
  state: CampaignState,
  from: Schema.Int,
  until: Schema.NullOr(Schema.Int),
  /** Reserved or given so far, by currency. */
  spent: AmountByCurrency,
  receivers: Schema.Int
}).annotations({ identifier: "StoredCampaign" })
export type StoredCampaign = typeof StoredCampaign.Type
