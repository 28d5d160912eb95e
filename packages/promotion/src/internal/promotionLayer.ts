import type { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import { outsideTransactions } from "@croupier/core/postgres/outsideTransactions"
import type { Rolling } from "@croupier/rolling/contract"
import type { Wallet } from "@croupier/wallet/contract"
import { Effect, Layer } from "effect"
import type { Audience } from "../contract/Audience.js"
import * as Problems from "../contract/Problems.js"
import { PromotionFeed } from "../contract/PromotionFeed.js"
import { type PlayerRef, Promotions } from "../contract/Promotions.js"
import { saveCampaign } from "./campaigns/saveCampaign.js"
import { claim, enterCode } from "./claims/Claiming.js"
import * as Commands from "./claims/Commands.js"
import { offers } from "./claims/offers.js"
import * as Queries from "./claims/Queries.js"
import { playersOf, takeEvents } from "./claims/takeEvents.js"
import { PromotionStore } from "./store/PromotionStore.js"
import { campaignView } from "./Views.js"

/** What promotions need of other domains: bonuses are the wallet's, requirements rolling's, players an app's. */
export type PromotionNeeds = Audience | BrandDirectory | Rolling | Wallet

type Needs = PromotionStore | PromotionNeeds

/** The use cases over a store. */
export const promotionLayer: Layer.Layer<Promotions | PromotionFeed, never, Needs> = Layer.merge(
  Layer.effect(
    Promotions,
    Effect.map(Effect.context<Needs>(), (context) =>
      outsideTransactions(
        "Promotions",
        {
          saveCampaign,
          closeCampaign: ({ brand, id }: Pick<PlayerRef, "brand"> & { readonly id: string }) =>
            Effect.flatMap(PromotionStore, (store) => store.closeCampaign(brand, id)).pipe(
              Effect.flatMap((closed) =>
                closed === undefined ? new Problems.CampaignNotFound() : Effect.succeed(campaignView(closed))
              )
            ),
          campaigns: Queries.campaigns,
          offers,
          claim,
          enterCode,
          bonuses: Queries.bonuses,
          bonus: Queries.bonus,
          forfeit: Commands.forfeit,
          awaiting: Queries.awaiting,
          decide: Commands.decide,
          cancel: Commands.cancel,
          refer: ({ brand, player, referrer }: PlayerRef & { readonly referrer: PlayerRef["player"] }) =>
            player === referrer
              ? Effect.void
              : Effect.flatMap(PromotionStore, (store) => store.refer(brand, player, referrer)),
          payouts: Queries.payouts
        },
        context
      )
    )
  ),
  Layer.effect(
    PromotionFeed,
    Effect.map(Effect.context<PromotionStore>(), (context) =>
      outsideTransactions(
        "PromotionFeed",
        {
          take: (events: Parameters<PromotionFeed["Type"]["take"]>[0]) => {
            const players = playersOf(events)
            return players.length === 0
              ? Effect.void
              : Effect.flatMap(PromotionStore, (store) => store.changeMany(players, takeEvents(events))).pipe(
                  Effect.catchTag("ParseError", Effect.die)
                )
          }
        },
        context
      )
    )
  )
)
