import { CurrentPlayer } from "@croupier/core/auth/Authentication"
import { handlers } from "@croupier/core/domain/ServiceCallsServer"
import * as IdempotencyKey from "@croupier/core/http/IdempotencyKey"
import { HttpApiBuilder } from "@effect/platform"
import { Effect, Layer } from "effect"
import type { KeptReceipt } from "../contract/Bonus.js"
import { PromotionServiceApi } from "../contract/PromotionApi.js"
import { Promotions } from "../contract/Promotions.js"

/** A client that hangs up does not stop a claim half way. */
const money = { uninterruptible: true }

/** Answers what is stored under the caller's key, and marks it where it was stored before. */
const kept = <E, R>(receipt: Effect.Effect<KeptReceipt, E, R>) =>
  Effect.flatMap(receipt, ({ replayed, value }) =>
    replayed ? Effect.as(IdempotencyKey.markReplayed, value) : Effect.succeed(value)
  )

const player = HttpApiBuilder.group(PromotionServiceApi, "promotion", (routes) =>
  Effect.map(Promotions, (promotions) =>
    routes
      .handle("offers", () =>
        Effect.flatMap(CurrentPlayer, ({ brand, player }) =>
          Effect.map(promotions.offers({ brand, player }), (items) => ({ items }))
        )
      )
      .handle(
        "claim",
        ({ headers, path }) =>
          Effect.gen(function* () {
            const { brand, player } = yield* CurrentPlayer
            const key = yield* IdempotencyKey.required(headers)
            return yield* kept(promotions.claim({ brand, player, campaign: path.id, key }))
          }),
        money
      )
      .handle(
        "enterCode",
        ({ headers, payload }) =>
          Effect.gen(function* () {
            const { brand, player } = yield* CurrentPlayer
            const key = yield* IdempotencyKey.required(headers)
            return yield* kept(promotions.enterCode({ brand, player, code: payload.code, key }))
          }),
        money
      )
      .handle("bonuses", ({ urlParams }) =>
        Effect.flatMap(CurrentPlayer, ({ brand, player }) => promotions.bonuses({ brand, player, ...urlParams }))
      )
      .handle(
        "forfeit",
        ({ path }) =>
          Effect.flatMap(CurrentPlayer, ({ brand, player }) => promotions.forfeit({ brand, player, id: path.id })),
        money
      )
  )
)

/** All routes of the promotion service. */
export const layer = Layer.merge(
  player,
  handlers(PromotionServiceApi, "promotionCall", Promotions, [
    "saveCampaign",
    "closeCampaign",
    "claim",
    "enterCode",
    "forfeit",
    "decide",
    "cancel",
    "refer"
  ])
)
