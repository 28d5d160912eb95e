import type { BrandKey, Timezone } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { PlayerId } from "@croupier/core/Ids"
import { Context, type Effect, type Either } from "effect"
import type { Campaign } from "../../contract/Campaign.js"
import type { PayoutState } from "../../contract/Payout.js"
import type { PromotionsUnavailable } from "../../contract/Problems.js"
import type { PlayerRef } from "../../contract/Promotions.js"
import type { CampaignRecord, Claim, Deposit, Player, Step } from "../../rules/State.js"
import type { PlayerSums, Settlement } from "../../rules/settlePeriod.js"

/** A player that a decision is about, with the claims that it names beside those that have not ended. */
export interface Wanted extends PlayerRef {
  readonly claims?: ReadonlyArray<string>
  /** Campaigns with all of the player's claims of them. */
  readonly campaigns?: ReadonlyArray<string>
  /** The key of a request: the claim that has it already. */
  readonly key?: string
}

/** What a decision over one player finds. */
export interface Found {
  readonly now: number
  readonly player: Player
  /** The campaign that was named, locked where something changes. */
  readonly campaign: CampaignRecord | undefined
  readonly keyed: Claim | undefined
  /** Completed deposits of the last three days that have not been reversed, newest first. */
  readonly deposits: ReadonlyArray<Deposit>
}

/** What a decision changes, and its answer. */
export interface Decided<A> {
  readonly step: Step
  readonly answer: A
}

/** What taking events finds. */
export interface FoundMany {
  readonly now: number
  readonly playerOf: (ref: PlayerRef) => Player
  /** A brand's open campaigns that give a bonus by themselves. */
  readonly automaticOf: (brand: BrandKey) => ReadonlyArray<CampaignRecord>
  /** Who brought a player in. */
  readonly referrerOf: (ref: PlayerRef) => PlayerId | undefined
}

/** A claim with its player. */
export interface OwnedClaim {
  readonly player: PlayerId
  readonly claim: Claim
}

/** A claim of which a step is due. */
export interface DueClaim extends PlayerRef {
  readonly id: string
  readonly campaign: string
}

/** A campaign as it is saved, with its schedule as instants. */
export interface Saving {
  readonly brand: BrandKey
  readonly campaign: Campaign
  readonly version: number
  readonly timezone: Timezone
  readonly from: number
  readonly until: number | null
}

/** A period of a campaign; `isFrozen` once the facts that it is settled from are fixed. */
export interface Period {
  readonly number: number
  readonly from: number
  readonly to: number
  readonly isFrozen: boolean
  readonly isSettled: boolean
}

/** One period of one campaign. */
export interface PeriodRef {
  readonly brand: BrandKey
  readonly campaign: string
  readonly number: number
}

/** What one player is due for one period. */
export interface Payout extends PlayerRef {
  readonly campaign: string
  readonly period: number
  readonly from: number
  readonly to: number
  readonly currency: CurrencyCode
  readonly base: bigint
  readonly amount: bigint
  readonly state: PayoutState
  readonly reason: string | null
  readonly tries: number
}

/** What came of asking the wallet for a payout. */
export type PayoutOutcome =
  | { readonly _tag: "paid" }
  | { readonly _tag: "refused"; readonly reason: string }
  | { readonly _tag: "later"; readonly wait: number }

/** Places in lists. */
export interface AwaitingPlace {
  readonly claimedAt: number
  readonly id: string
}
export interface PayoutPlace {
  readonly period: number
  readonly player: string
}

type Read<A> = Effect.Effect<A, PromotionsUnavailable>

/** Where promotions are stored. Rules decide; a store locks, reads and writes. */
export class PromotionStore extends Context.Tag("@croupier/promotion/PromotionStore")<
  PromotionStore,
  {
    /** Decides over a player, and over a campaign's figures where one is named, under their locks in one transaction. */
    readonly change: <A, E>(
      wanted: Wanted,
      campaign: string | undefined,
      decide: (found: Found) => Either.Either<Decided<A>, E>
    ) => Effect.Effect<A, E | PromotionsUnavailable>
    /** The same without locks: what a decision would find. */
    readonly peek: (wanted: Wanted, campaign: string | undefined) => Read<Found>
    /** Decides over the players of events; those who brought them in are found too. */
    readonly changeMany: <E>(
      players: ReadonlyArray<Wanted>,
      decide: (found: FoundMany) => Either.Either<ReadonlyArray<Step>, E>
    ) => Effect.Effect<void, E | PromotionsUnavailable>
    /** Undefined where the version is not the present one, the kind is another, or the code is taken. */
    readonly saveCampaign: (saving: Saving) => Read<CampaignRecord | undefined>
    readonly closeCampaign: (brand: BrandKey, id: string) => Read<CampaignRecord | undefined>
    readonly campaignOfCode: (brand: BrandKey, code: string) => Read<CampaignRecord | undefined>
    /** The open ones. */
    readonly openCampaigns: (brand: BrandKey) => Read<ReadonlyArray<CampaignRecord>>
    /** At most `limit` below an id, the last one first. */
    readonly campaigns: (
      brand: BrandKey,
      below: string | undefined,
      limit: number
    ) => Read<ReadonlyArray<CampaignRecord>>
    readonly claim: (brand: BrandKey, id: string) => Read<OwnedClaim | undefined>
    /** At most `limit` below a number, the last one first. */
    readonly claims: (ref: PlayerRef, below: number | undefined, limit: number) => Read<ReadonlyArray<Claim>>
    /** Those that wait for an operator, oldest first. */
    readonly awaiting: (
      brand: BrandKey,
      place: AwaitingPlace | undefined,
      limit: number
    ) => Read<ReadonlyArray<OwnedClaim>>
    /** Keeps the first record. */
    readonly refer: (brand: BrandKey, player: PlayerId, referrer: PlayerId) => Read<void>
    readonly dueClaims: (brands: ReadonlyArray<BrandKey>, limit: number) => Read<ReadonlyArray<DueClaim>>
    /** Campaigns that are settled by period and have not been settled to their end, closed ones included. */
    readonly unsettledCampaigns: (brands: ReadonlyArray<BrandKey>) => Read<ReadonlyArray<CampaignRecord>>
    /** The last period of a campaign. */
    readonly lastPeriod: (brand: BrandKey, campaign: string) => Read<Period | undefined>
    /** Adds a period, unless it is there. */
    readonly addPeriod: (ref: PeriodRef, from: number, to: number) => Read<void>
    /** Fixes the end of a period and the facts that it is settled from, once. */
    readonly freeze: (ref: PeriodRef, to: number) => Read<void>
    /** Settles a frozen period once: the rows are stored with the campaign's figures in one transaction. */
    readonly settle: (
      ref: PeriodRef,
      decide: (
        record: CampaignRecord,
        sums: ReadonlyArray<PlayerSums>
      ) => { readonly record: CampaignRecord; readonly settlements: ReadonlyArray<Settlement> }
    ) => Read<void>
    readonly duePayouts: (brands: ReadonlyArray<BrandKey>, limit: number) => Read<ReadonlyArray<Payout>>
    /** Stores what came of a due payout, and publishes that it was paid. */
    readonly finishPayout: (payout: Payout, outcome: PayoutOutcome) => Read<void>
    /** Newest period first. */
    readonly payouts: (
      brand: BrandKey,
      campaign: string,
      place: PayoutPlace | undefined,
      limit: number
    ) => Read<ReadonlyArray<Payout>>
  }
>() {}

/** The shape of a store. */
export type PromotionStoreShape = Context.Tag.Service<typeof PromotionStore>
