import type { ServiceName } from "@croupier/core/auth/Principal"
import type { ServiceToken } from "@croupier/core/auth/ServiceToken"
import { client } from "@croupier/core/domain/ServiceCallsClient"
import type { HttpClient } from "@effect/platform"
import { Layer } from "effect"
import { PlayerCallApi } from "./contract/PlayerCallApi.js"
import { Players } from "./contract/Players.js"
import { PlayersUnavailable } from "./contract/Problems.js"

/** Where the player service is: its name, which the service token has, and its address, such as `http://player_service:8010`. */
export interface PlayersHttpOptions {
  readonly service: ServiceName
  readonly url: string
}

/** Players in another process. What gets no answer within 10 seconds is `PlayersUnavailable`, and may have been done. */
export const layerHttp = (
  options: PlayersHttpOptions
): Layer.Layer<Players, never, HttpClient.HttpClient | ServiceToken> =>
  Layer.effect(
    Players,
    client(PlayerCallApi, {
      ...options,
      name: "Players",
      unavailable: () => new PlayersUnavailable({ outcome: "unknown" })
    })
  )
