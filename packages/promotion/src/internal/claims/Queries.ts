import * as Cursor from "@croupier/core/http/Cursor"
import { Uuid } from "@croupier/core/Ids"
import { Effect, Schema } from "effect"
import * as Problems from "../../contract/Problems.js"
import type { PlayerRef } from "../../contract/Promotions.js"
import type { CampaignRecord, Claim } from "../../rules/State.js"
import { type OwnedClaim, type Payout, PromotionStore } from "../store/PromotionStore.js"
import { bonusView, campaignView, payoutView } from "../Views.js"

const Whole = Schema.Int.pipe(Schema.nonNegative())
const ofClaims = Cursor.pages(Whole, ({ number }: Claim) => number)
const ofCampaigns = Cursor.pages(Uuid, ({ campaign }: CampaignRecord) => campaign.id)
const ofAwaiting = Cursor.pages(
  Schema.Struct({ claimedAt: Whole, id: Uuid }),
  ({ claim: { claimedAt, id } }: OwnedClaim) => ({ claimedAt, id })
)
const ofPayouts = Cursor.pages(Schema.Struct({ period: Whole, player: Uuid }), ({ period, player }: Payout) => ({
  period,
  player
}))

type OfBrand = Pick<PlayerRef, "brand"> & Cursor.ListQuery

export const bonus = Effect.fn("Promotions.bonus")(function* (ref: PlayerRef & { readonly id: string }) {
  const owned = yield* (yield* PromotionStore).claim(ref.brand, ref.id)
  return owned?.player === ref.player ? bonusView(owned) : yield* new Problems.BonusNotFound()
})

export const bonuses = Effect.fn("Promotions.bonuses")(function* (query: PlayerRef & Cursor.ListQuery) {
  const below = yield* ofClaims.place(query.cursor)
  const rows = yield* (yield* PromotionStore).claims(query, below, query.limit + 1)
  return ofClaims.page(rows, query.limit, (claim) => bonusView({ player: query.player, claim }))
})

export const awaiting = Effect.fn("Promotions.awaiting")(function* (query: OfBrand) {
  const place = yield* ofAwaiting.place(query.cursor)
  const rows = yield* (yield* PromotionStore).awaiting(query.brand, place, query.limit + 1)
  return ofAwaiting.page(rows, query.limit, bonusView)
})

export const campaigns = Effect.fn("Promotions.campaigns")(function* (query: OfBrand) {
  const below = yield* ofCampaigns.place(query.cursor)
  const rows = yield* (yield* PromotionStore).campaigns(query.brand, below, query.limit + 1)
  return ofCampaigns.page(rows, query.limit, campaignView)
})

export const payouts = Effect.fn("Promotions.payouts")(function* (query: OfBrand & { readonly campaign: string }) {
  const place = yield* ofPayouts.place(query.cursor)
  const rows = yield* (yield* PromotionStore).payouts(query.brand, query.campaign, place, query.limit + 1)
  return ofPayouts.page(rows, query.limit, payoutView)
})
