import type { ServiceName } from "@croupier/core/auth/Principal"
import type { ServiceToken } from "@croupier/core/auth/ServiceToken"
import { client } from "@croupier/core/domain/ServiceCallsClient"
import type { HttpClient } from "@effect/platform"
import { Layer } from "effect"
import { RollingUnavailable } from "./contract/Problems.js"
import { Rolling } from "./contract/Rolling.js"
import { RollingCallApi } from "./contract/RollingApi.js"

/** Turnover in another process. */
export const layerHttp = (options: {
  readonly service: ServiceName
  readonly url: string
}): Layer.Layer<Rolling, never, HttpClient.HttpClient | ServiceToken> =>
  Layer.effect(
    Rolling,
    client(RollingCallApi, {
      ...options,
      name: "Rolling",
      unavailable: () => new RollingUnavailable({ outcome: "unknown" })
    })
  )
