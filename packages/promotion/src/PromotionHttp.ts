import type { ServiceName } from "@croupier/core/auth/Principal"
import type { ServiceToken } from "@croupier/core/auth/ServiceToken"
import { client } from "@croupier/core/domain/ServiceCallsClient"
import type { HttpClient } from "@effect/platform"
import { Layer } from "effect"
import { PromotionsUnavailable } from "./contract/Problems.js"
import { PromotionCallApi } from "./contract/PromotionApi.js"
import { Promotions } from "./contract/Promotions.js"

/** Promotions in another process. */
export const layerHttp = (options: {
  readonly service: ServiceName
  readonly url: string
}): Layer.Layer<Promotions, never, HttpClient.HttpClient | ServiceToken> =>
  Layer.effect(
    Promotions,
    client(PromotionCallApi, {
      ...options,
      name: "Promotions",
      unavailable: () => new PromotionsUnavailable({ outcome: "unknown" })
    })
  )
