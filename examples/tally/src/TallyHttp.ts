import type { ServiceName } from "@croupier/core/auth/Principal"
import type { ServiceToken } from "@croupier/core/auth/ServiceToken"
import { client } from "@croupier/core/domain/ServiceCallsClient"
import type { HttpClient } from "@effect/platform"
import { Layer } from "effect"
import { TallyUnavailable } from "./contract/Problems.js"
import { Tally } from "./contract/Tally.js"
import { TallyCallApi } from "./contract/TallyApi.js"

/** The tally in another process. */
export const layerHttp = (options: {
  readonly service: ServiceName
  readonly url: string
}): Layer.Layer<Tally, never, HttpClient.HttpClient | ServiceToken> =>
  Layer.effect(
    Tally,
    client(TallyCallApi, { ...options, name: "Tally", unavailable: () => new TallyUnavailable({ outcome: "unknown" }) })
  )
