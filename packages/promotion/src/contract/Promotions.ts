import type { Actor } from "@croupier/core/Actor"
import type { BrandKey } from "@croupier/core/Brand"
import type { CursorInvalid, ListPage, ListQuery } from "@croupier/core/http/Cursor"
import type { IdempotencyKey, IdempotencyKeyReused } from "@croupier/core/http/IdempotencyKey"
import type { PlayerId } from "@croupier/core/Ids"
import { Context, type Effect } from "effect"
import type { BonusCancellation, BonusDecision, BonusView, KeptReceipt, Offer } from "./Bonus.js"
import type { NewCampaign, StoredCampaign } from "./Campaign.js"
import type { PayoutView } from "./Payout.js"
import type * as Problems from "./Problems.js"

/** One player of a brand. */
export interface PlayerRef {
  readonly brand: BrandKey
  readonly player: PlayerId
}

/** Campaigns, bonuses, cashback and rebates. No method joins its caller's transaction. */
export class Promotions extends Context.Tag("@croupier/promotion/Promotions")<
  Promotions,
  {
    /** Saves a campaign that keeps the rules of its jurisdiction. Bonuses that were claimed before keep their terms. */
    readonly saveCampaign: (
      campaign: NewCampaign
    ) => Effect.Effect<
      StoredCampaign,
      Problems.CampaignRefused | Problems.CampaignChanged | Problems.PromotionsUnavailable
    >
    /** Closes a campaign: nothing new is given. Closing it again changes nothing. */
    readonly closeCampaign: (ref: {
      readonly brand: BrandKey
      readonly id: string
      readonly actor: Actor
    }) => Effect.Effect<StoredCampaign, Problems.CampaignNotFound | Problems.PromotionsUnavailable>
    /** A brand's campaigns, newest first. */
    readonly campaigns: (
      query: { readonly brand: BrandKey } & ListQuery
    ) => Effect.Effect<ListPage<StoredCampaign>, CursorInvalid | Problems.PromotionsUnavailable>
    /** What a player can have now, with what would have to be staked for it. */
    readonly offers: (ref: PlayerRef) => Effect.Effect<ReadonlyArray<Offer>, Problems.PromotionsUnavailable>
    /** Claims a bonus and carries it as far as it goes; what remains is resumed by the worker. */
    readonly claim: (
      claim: PlayerRef & { readonly campaign: string; readonly key: IdempotencyKey }
    ) => Effect.Effect<
      KeptReceipt,
      Problems.CampaignNotFound | Problems.NotEligible | IdempotencyKeyReused | Problems.PromotionsUnavailable
    >
    /** Claims the bonus of a code. */
    readonly enterCode: (
      entry: PlayerRef & { readonly code: string; readonly key: IdempotencyKey }
    ) => Effect.Effect<
      KeptReceipt,
      Problems.CampaignNotFound | Problems.NotEligible | IdempotencyKeyReused | Problems.PromotionsUnavailable
    >
    /** A player's bonuses, newest first. */
    readonly bonuses: (
      query: PlayerRef & ListQuery
    ) => Effect.Effect<ListPage<BonusView>, CursorInvalid | Problems.PromotionsUnavailable>
    readonly bonus: (
      ref: PlayerRef & { readonly id: string }
    ) => Effect.Effect<BonusView, Problems.BonusNotFound | Problems.PromotionsUnavailable>
    /** The player gives a bonus up. Of one that has been given up already it changes nothing. */
    readonly forfeit: (
      ref: PlayerRef & { readonly id: string }
    ) => Effect.Effect<BonusView, Problems.BonusNotFound | Problems.BonusStateConflict | Problems.PromotionsUnavailable>
    /** A brand's bonuses that wait for an operator, oldest first. */
    readonly awaiting: (
      query: { readonly brand: BrandKey } & ListQuery
    ) => Effect.Effect<ListPage<BonusView>, CursorInvalid | Problems.PromotionsUnavailable>
    readonly decide: (
      decision: BonusDecision
    ) => Effect.Effect<
      BonusView,
      Problems.BonusNotFound | Problems.BonusStateConflict | Problems.OperatorRequired | Problems.PromotionsUnavailable
    >
    /** Takes a bonus back by hand, and gives its amount back to the budget. */
    readonly cancel: (
      cancellation: BonusCancellation
    ) => Effect.Effect<BonusView, Problems.BonusNotFound | Problems.BonusStateConflict | Problems.PromotionsUnavailable>
    /** Records who brought a player in, before the player's first deposit; the first record stays. */
    readonly refer: (referral: {
      readonly brand: BrandKey
      readonly referrer: PlayerId
      readonly player: PlayerId
    }) => Effect.Effect<void, Problems.PromotionsUnavailable>
    /** What a campaign paid or owes for its periods, newest period first. */
    readonly payouts: (
      query: { readonly brand: BrandKey; readonly campaign: string } & ListQuery
    ) => Effect.Effect<ListPage<PayoutView>, CursorInvalid | Problems.PromotionsUnavailable>
  }
>() {}

/** The shape of the promotion service. */
export type PromotionsShape = Context.Tag.Service<typeof Promotions>
