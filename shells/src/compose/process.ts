import * as JwksSourceHttp from "@croupier/core/auth/JwksSourceHttp"
import * as KeyRing from "@croupier/core/auth/KeyRing"
import type { ServiceName } from "@croupier/core/auth/Principal"
import * as ServiceIdentity from "@croupier/core/auth/ServiceIdentity"
import * as ServiceToken from "@croupier/core/auth/ServiceToken"
import * as Setting from "@croupier/core/config/Setting"
import * as Postgres from "@croupier/core/postgres/Postgres"
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import { Effect, Layer } from "effect"
import { shared } from "./stores.js"

const serviceUrl = (variable: string, name: string) =>
  Setting.url(variable, { description: `where ${name} is reached` })

/** Where the other services are. */
export const playerServiceUrl = serviceUrl("PLAYER_SERVICE_URL", "player_service")
export const walletServiceUrl = serviceUrl("WALLET_SERVICE_URL", "wallet_service")

/** Who this process is among ours. */
export const identity = (name: string) => ServiceIdentity.layerConfig(name as ServiceName)

/** The keys that players' tokens are verified with, fetched from their issuer. */
export const playerKeys = Layer.unwrapEffect(
  Effect.map(playerServiceUrl, (url) =>
    JwksSourceHttp.layer({ player: { service: "player_service" as ServiceName, url: url.href } })
  )
).pipe(Layer.provide([ServiceToken.layer, FetchHttpClient.layer]))

/** What every service process stands on: its database and key ring, by environment. */
export const ground = (name: string) =>
  shared.pipe(Layer.provideMerge(Layer.merge(Postgres.layerConfig({ applicationName: name }), KeyRing.layerConfig)))

/** Where the service listens: on this machine only, at the port of the topology, unless the environment says otherwise. */
export const listening = (standard: number) => ({
  port: Setting.port("PORT", { description: "where the service listens", default: standard }),
  host: Setting.text("BIND_ADDRESS", { description: "the address to listen on", default: "127.0.0.1" })
})
