import * as JwksSourceHttp from "@croupier/core/auth/JwksSourceHttp"
import type { ServiceName } from "@croupier/core/auth/Principal"
import * as ServiceIdentity from "@croupier/core/auth/ServiceIdentity"
import * as ServiceToken from "@croupier/core/auth/ServiceToken"
import * as Setting from "@croupier/core/config/Setting"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { ProviderAddresses } from "@croupier/game/launch/ProviderAddresses"
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import { ConfigError, Effect, Layer, Option } from "effect"
import { shared } from "./stores.js"

const serviceUrl = (variable: string, name: string) => Setting.url(variable, { description: `URL of ${name}` })

/** Where the other services are. */
export const playerServiceUrl = serviceUrl("PLAYER_SERVICE_URL", "player_service")
export const agentServiceUrl = serviceUrl("AGENT_SERVICE_URL", "agent_service")
export const rollingServiceUrl = serviceUrl("ROLLING_SERVICE_URL", "rolling_service")
export const walletServiceUrl = serviceUrl("WALLET_SERVICE_URL", "wallet_service")

/** Who this process is among ours. */
export const identity = (name: string) => ServiceIdentity.layerConfig(name as ServiceName)

/** The keys of players' tokens, and of agents' where their service is deployed. */
export const userKeys = Layer.unwrapEffect(
  Effect.map(Effect.all([playerServiceUrl, Setting.optional(agentServiceUrl)]), ([player, agent]) =>
    JwksSourceHttp.layerHttp({
      player: { service: "player_service" as ServiceName, url: player.href },
      ...Option.match(agent, {
        onNone: () => ({}),
        onSome: ({ href }) => ({ agent: { service: "agent_service" as ServiceName, url: href } })
      })
    })
  )
).pipe(Layer.provide([ServiceToken.layer, FetchHttpClient.layer]))

/** The keys that players' tokens are verified with, fetched from their issuer. */
export const playerKeys = Layer.unwrapEffect(
  Effect.map(playerServiceUrl, (url) =>
    JwksSourceHttp.layerHttp({ player: { service: "player_service" as ServiceName, url: url.href } })
  )
).pipe(Layer.provide([ServiceToken.layer, FetchHttpClient.layer]))

/** How a worker uses its database: a statement has ended before the loop that waits for it reaches its deadline of 10 s. */
export const workerPool = { maxConnections: 3, statementTimeout: "8 seconds" } as const

/** What every service process needs: its database, by environment. */
export const ground = (name: string, pool: Omit<Postgres.PostgresOptions, "url" | "applicationName"> = {}) =>
  shared.pipe(Layer.provideMerge(Postgres.layerConfig({ applicationName: name, ...pool })))

/** The variables that `ground` and `identity` need. */
export const grounding: ReadonlyArray<string> = ["DATABASE_URL", "CROUPIER_SERVICE_KEYS"]

/** The address to listen on: this machine's own, unless the environment says otherwise. */
export const bindAddress = Setting.text("BIND_ADDRESS", {
  description: "address to listen on",
  default: "127.0.0.1"
})

/** Which addresses of providers are called. A process that listens on this machine only is a developer's, with providers on the same machine. */
export const providerAddresses = Layer.effect(
  ProviderAddresses,
  Effect.zipWith(
    Setting.optional(
      Setting.boolean("ALLOW_LOOPBACK_PROVIDERS", {
        description:
          "for development: allow providers on loopback addresses, also over plain http; default: true only if BIND_ADDRESS is 127.0.0.1"
      })
    ),
    bindAddress,
    (allowed, address) => ({ allowLoopback: Option.getOrElse(allowed, () => address === "127.0.0.1") })
  )
)

/** Where the service listens, by default at the port of the topology. */
export const listening = (standard: number) => ({
  port: Setting.port("PORT", { description: "TCP port of the service", default: standard }),
  host: bindAddress
})

/** Refuses the start of an API that is configured to do its worker's background work. */
export const withoutBackgroundWork = (worker: string) =>
  Layer.effectDiscard(
    Effect.filterOrFail(
      Setting.boolean("ENABLE_OUTBOX_POLLER", {
        description: "whether this process publishes its domain's outbox; must be false for an API",
        default: false
      }),
      (enabled) => !enabled,
      () =>
        ConfigError.InvalidData(["ENABLE_OUTBOX_POLLER"], `is true, but an API does no background work: ${worker} does`)
    )
  )
