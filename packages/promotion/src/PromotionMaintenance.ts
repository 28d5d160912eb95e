import { servedBrandKeys } from "@croupier/core/brands/servedBrandKeys"
import { outsideTransactions } from "@croupier/core/postgres/outsideTransactions"
import { compositeKey } from "@croupier/core/text/compositeKey"
import { attemptAll } from "@croupier/core/worker/attemptAll"
import { Array as Arr, Context, Effect, Layer } from "effect"
import { resumeClaim } from "./internal/claims/carryClaim.js"
import type { StepFailure } from "./internal/claims/stepClaim.js"
import type { PromotionNeeds } from "./internal/promotionLayer.js"
import { payPlayer } from "./internal/settlement/payPlayer.js"
import { settleCampaign } from "./internal/settlement/settleCampaign.js"
import { PromotionStore } from "./internal/store/PromotionStore.js"

/** Background work on promotions. Each is a bounded, idempotent tick over all brands that answers how many it took. */
export class PromotionMaintenance extends Context.Tag("@croupier/promotion/PromotionMaintenance")<
  PromotionMaintenance,
  {
    /** Carries on claims that a crash, a refusal or another bonus has held up. */
    readonly recover: (atMost: number) => Effect.Effect<number, StepFailure>
    /** Settles the periods of cashbacks and rebates that are over, each once. */
    readonly settle: Effect.Effect<void, StepFailure>
    /** Pays what was settled. */
    readonly payOut: (atMost: number) => Effect.Effect<number, StepFailure>
  }
>() {}

type Needs = PromotionStore | PromotionNeeds

/** The ticks over a store. */
export const layer: Layer.Layer<PromotionMaintenance, never, Needs> = Layer.effect(
  PromotionMaintenance,
  Effect.map(Effect.context<Needs>(), (context) =>
    outsideTransactions(
      "PromotionMaintenance",
      {
        recover: (atMost: number) =>
          Effect.gen(function* () {
            const due = yield* (yield* PromotionStore).dueClaims(yield* servedBrandKeys, atMost)
            // Of one player in order: the bonus that was claimed first is granted first.
            const players = Object.values(Arr.groupBy(due, ({ brand, player }) => compositeKey(brand, player)))
            const resume = (own: (typeof players)[number]) => Effect.forEach(own, resumeClaim, { discard: true })
            yield* attemptAll(players, resume, { name: ([{ player }]) => `bonuses of ${player}` })
            return due.length
          }),
        settle: Effect.gen(function* () {
          const campaigns = yield* (yield* PromotionStore).unsettledCampaigns(yield* servedBrandKeys)
          yield* attemptAll(campaigns, settleCampaign, {
            name: ({ campaign }) => `settlement of campaign ${campaign.id}`
          })
        }),
        payOut: (atMost: number) =>
          Effect.gen(function* () {
            const due = yield* (yield* PromotionStore).duePayouts(yield* servedBrandKeys, atMost)
            yield* attemptAll(due, payPlayer, {
              name: ({ campaign, player }) => `payout of campaign ${campaign} to ${player}`
            })
            return due.length
          })
      },
      context
    )
  )
)
