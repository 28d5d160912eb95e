import type { ServiceName } from "@croupier/core/auth/Principal"
import * as ServiceToken from "@croupier/core/auth/ServiceToken"
import * as PlayersHttp from "@croupier/player/PlayersHttp"
import * as RollingHttp from "@croupier/rolling/RollingHttp"
import * as WalletHttp from "@croupier/wallet/WalletHttp"
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import { Effect, Layer } from "effect"
import { playerServiceUrl, rollingServiceUrl } from "./process.js"

/** The wallet in its own process. */
export const remoteWallet = WalletHttp.layerHttpConfig.pipe(Layer.provide(ServiceToken.layer))

/** The players in their own process. */
export const remotePlayers = Layer.unwrapEffect(
  Effect.map(playerServiceUrl, (url) =>
    PlayersHttp.layerHttp({ service: "player_service" as ServiceName, url: url.href })
  )
).pipe(Layer.provide([ServiceToken.layer, FetchHttpClient.layer]))

/** Turnover in its own process. */
export const remoteRolling = Layer.unwrapEffect(
  Effect.map(rollingServiceUrl, (url) =>
    RollingHttp.layerHttp({ service: "rolling_service" as ServiceName, url: url.href })
  )
).pipe(Layer.provide([ServiceToken.layer, FetchHttpClient.layer]))
