import { Actor } from "@croupier/core/Actor"
import { PlayerAuthentication } from "@croupier/core/auth/Authentication"
import { BrandKey } from "@croupier/core/Brand"
import * as ServiceCalls from "@croupier/core/domain/ServiceCalls"
import * as Cursor from "@croupier/core/http/Cursor"
import { described } from "@croupier/core/http/described"
import * as IdempotencyKey from "@croupier/core/http/IdempotencyKey"
import * as Payload from "@croupier/core/http/Payload"
import { PlayerId, Uuid } from "@croupier/core/Ids"
import { HttpApi, HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { Schema } from "effect"
import { BonusCancellation, BonusDecision, BonusView, ClaimReceipt, KeptReceipt, Offer } from "./Bonus.js"
import { NewCampaign, StoredCampaign } from "./Campaign.js"
import { PayoutView } from "./Payout.js"
import * as Problems from "./Problems.js"

const ids = {
  bonus: "01926d3c-7a1e-7000-8000-2f6d3a5b9c30",
  campaign: "01926d3c-7a1e-7000-8000-2f6d3a5b9c31",
  player: "01926d3c-7a1e-7000-8000-2f6d3a5b9c00"
}
const terms = {
  multiplier: "10",
  base: "bonus",
  source: "all",
  weights: { categories: { live: 1000 }, games: [] },
  mostCashOut: { KRW: "500000" },
  mostBet: { KRW: "5000" },
  expiresAfterDays: 30,
  excludedGames: [],
  style: "parachute"
}
const receipt = {
  id: ids.bonus,
  campaign: ids.campaign,
  currency: "KRW",
  amount: "50000",
  toStake: "500000",
  termsHash: "4b0c3f6c2c3ad0e7a7a1f3a29a4e3cfd0b9d7d9c25e6a0b1c1e5f0a4d3b2c1a0",
  claimedAt: 1772352000000
}
const bonus = {
  ...receipt,
  player: ids.player,
  campaignVersion: 1,
  deposit: null,
  terms,
  style: "You play with your own money first, and can withdraw it at any time.",
  acceptedAt: 1772352000000,
  state: "active",
  reason: null,
  expiresAt: 1774944000000,
  endedAt: null
}
const ofBonus = Schema.Struct({ id: Uuid })

/** What players see and claim; brand and player come from the token. */
export class PromotionPlayerApi extends HttpApiGroup.make("promotion")
  .add(
    HttpApiEndpoint.get("offers", "/campaigns")
      .addSuccess(Schema.Struct({ items: Schema.Array(Offer) }))
      .annotateContext(
        described({
          summary: "List the campaigns that the player can take part in",
          description:
            "`amount` is what a claim gives now, or the most that an automatic or periodic reward can be; `toStake` is what would have to be staked for that amount. `terms.weights` names the games that do not count in full.",
          response: {
            items: [
              {
                campaign: ids.campaign,
                name: "Spring",
                kind: "free-credit",
                currency: "KRW",
                amount: "50000",
                toStake: "500000",
                terms,
                style: bonus.style,
                until: 1774944000000,
                claimable: true,
                reason: null
              }
            ]
          }
        })
      )
  )
  .add(
    HttpApiEndpoint.post("claim", "/campaigns/:id/claim")
      .setPath(ofBonus)
      .setHeaders(IdempotencyKey.Headers)
      .addSuccess(ClaimReceipt, { status: 201 })
      .addError(IdempotencyKey.IdempotencyKeyMissing)
      .addError(IdempotencyKey.IdempotencyKeyMalformed)
      .addError(IdempotencyKey.IdempotencyKeyReused)
      .addError(Problems.CampaignNotFound)
      .addError(Problems.NotEligible)
      .annotateContext(
        described({
          summary: "Claim a bonus and accept its terms",
          description:
            "The bonus is active at once, unless an operator has to approve it or another bonus is active: then it waits.",
          response: receipt
        })
      )
  )
  .add(
    HttpApiEndpoint.post("enterCode", "/codes")
      .setHeaders(IdempotencyKey.Headers)
      .setPayload(
        Payload.closed(Schema.Struct({ code: Schema.String.pipe(Schema.minLength(1), Schema.maxLength(64)) }))
      )
      .addSuccess(ClaimReceipt, { status: 201 })
      .addError(IdempotencyKey.IdempotencyKeyMissing)
      .addError(IdempotencyKey.IdempotencyKeyMalformed)
      .addError(IdempotencyKey.IdempotencyKeyReused)
      .addError(Problems.CampaignNotFound)
      .addError(Problems.NotEligible)
      .annotateContext(
        described({ summary: "Claim the bonus of a promo code", request: { code: "SPRING10" }, response: receipt })
      )
  )
  .add(
    HttpApiEndpoint.get("bonuses", "/bonuses")
      .setUrlParams(Cursor.Query)
      .addSuccess(Cursor.Page(BonusView))
      .addError(Cursor.CursorInvalid)
      .annotateContext(described({ summary: "List the player's bonuses, newest first", response: { items: [bonus] } }))
  )
  .add(
    HttpApiEndpoint.post("forfeit", "/bonuses/:id/forfeit")
      .setPath(ofBonus)
      .addSuccess(BonusView)
      .addError(Problems.BonusNotFound)
      .addError(Problems.BonusStateConflict)
      .annotateContext(
        described({
          summary: "Give up a bonus",
          description: "The bonus balance is forfeited and its wagering requirement ends. It cannot be undone.",
          response: { ...bonus, state: "forfeited", reason: "by the player", endedAt: 1772355600000 }
        })
      )
  )
  .addError(Problems.PromotionsUnavailable)
  .prefix("/api/promotion")
  .middleware(PlayerAuthentication)
  .annotate(OpenApi.Title, "Promotions") {}

const { group, method } = ServiceCalls.of("promotion")
const ref = { brand: BrandKey, player: PlayerId }
const list = {
  cursor: Schema.optionalWith(Schema.String, { exact: true }),
  limit: Schema.Int.pipe(Schema.between(1, Cursor.maxLimit))
}
const key = IdempotencyKey.IdempotencyKey

/** Every method of `Promotions`, for other processes of the stack. */
export class PromotionCallApi extends group
  .add(
    method("saveCampaign", NewCampaign.fields, StoredCampaign)
      .addError(Problems.CampaignRefused)
      .addError(Problems.CampaignChanged)
  )
  .add(
    method("closeCampaign", { brand: BrandKey, id: Uuid, actor: Actor }, StoredCampaign).addError(
      Problems.CampaignNotFound
    )
  )
  .add(method("campaigns", { brand: BrandKey, ...list }, Cursor.Page(StoredCampaign)).addError(Cursor.CursorInvalid))
  .add(method("offers", ref, Schema.Array(Offer)))
  .add(
    method("claim", { ...ref, campaign: Uuid, key }, KeptReceipt)
      .addError(Problems.CampaignNotFound)
      .addError(Problems.NotEligible)
      .addError(IdempotencyKey.IdempotencyKeyReused)
  )
  .add(
    method("enterCode", { ...ref, code: Schema.String, key }, KeptReceipt)
      .addError(Problems.CampaignNotFound)
      .addError(Problems.NotEligible)
      .addError(IdempotencyKey.IdempotencyKeyReused)
  )
  .add(method("bonuses", { ...ref, ...list }, Cursor.Page(BonusView)).addError(Cursor.CursorInvalid))
  .add(method("bonus", { ...ref, id: Uuid }, BonusView).addError(Problems.BonusNotFound))
  .add(
    method("forfeit", { ...ref, id: Uuid }, BonusView)
      .addError(Problems.BonusNotFound)
      .addError(Problems.BonusStateConflict)
  )
  .add(method("awaiting", { brand: BrandKey, ...list }, Cursor.Page(BonusView)).addError(Cursor.CursorInvalid))
  .add(
    method("decide", BonusDecision.fields, BonusView)
      .addError(Problems.BonusNotFound)
      .addError(Problems.BonusStateConflict)
      .addError(Problems.OperatorRequired)
  )
  .add(
    method("cancel", BonusCancellation.fields, BonusView)
      .addError(Problems.BonusNotFound)
      .addError(Problems.BonusStateConflict)
  )
  .add(method("refer", { ...ref, referrer: PlayerId }))
  .add(
    method("payouts", { brand: BrandKey, campaign: Uuid, ...list }, Cursor.Page(PayoutView)).addError(
      Cursor.CursorInvalid
    )
  )
  .addError(Problems.PromotionsUnavailable) {}

/** All of the promotion service. */
export class PromotionServiceApi extends HttpApi.make("promotion_service")
  .add(PromotionPlayerApi)
  .add(PromotionCallApi) {}
