import { JwksSource } from "@croupier/core/auth/JwksSource"
import * as JwksSourceHttp from "@croupier/core/auth/JwksSourceHttp"
import type { ServiceName } from "@croupier/core/auth/Principal"
import * as ServiceToken from "@croupier/core/auth/ServiceToken"
import * as Setting from "@croupier/core/config/Setting"
import { reasonOf } from "@croupier/core/postgres/SqlErrors"
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import { Effect, Either, Layer, Option } from "effect"
import {
  agentServiceUrl,
  identity,
  playerServiceUrl,
  rollingServiceUrl,
  walletServiceUrl
} from "../../compose/process.js"
import { each, type Finding, fault, ok } from "./Finding.js"

/** A service that the environment names, and what its `/health` answers. */
export interface ServiceFacts {
  readonly variable: string
  readonly url: string
  /** Undefined where it is healthy. */
  readonly trouble: string | undefined
}

/** The services of the environment, and the keys of players' tokens as the player service publishes them to us. */
export interface ServicesFacts {
  readonly services: ReadonlyArray<ServiceFacts>
  /** How many keys, why there are none, or undefined where it was not tried. */
  readonly jwks: Either.Either<number, string> | undefined
}

const gameServiceUrl = Setting.url("GAME_SERVICE_URL", { description: "URL of game_service" })
const gatewayUrl = Setting.url("GATEWAY_URL", { description: "URL of the gateway" })

const named = {
  PLAYER_SERVICE_URL: playerServiceUrl,
  WALLET_SERVICE_URL: walletServiceUrl,
  GAME_SERVICE_URL: gameServiceUrl,
  ROLLING_SERVICE_URL: rollingServiceUrl,
  AGENT_SERVICE_URL: agentServiceUrl,
  GATEWAY_URL: gatewayUrl
}

/** Asks each for its health, and the player service for its keys as a service of ours. */
export const servicesFacts: Effect.Effect<ServicesFacts> = Effect.gen(function* () {
  const services = yield* Effect.forEach(
    Object.entries(named),
    ([variable, setting]) =>
      Effect.flatMap(Effect.option(setting), (url) =>
        Option.isNone(url)
          ? Effect.succeed([])
          : Effect.map(health(url.value), (trouble) => [{ variable, url: url.value.origin, trouble }])
      ),
    { concurrency: "unbounded" }
  )
  const all = services.flat()
  const player = all.find(({ variable }) => variable === "PLAYER_SERVICE_URL")
  return {
    services: all,
    jwks: player === undefined || player.trouble !== undefined ? undefined : yield* jwks(player.url)
  }
})

/** Services that do not answer, and service keys that are not those of the others. */
export const servicesFindings = ({ jwks, services }: ServicesFacts): ReadonlyArray<Finding> => [
  ...each(
    services.filter(({ trouble }) => trouble !== undefined),
    ({ trouble, url, variable }) =>
      fault("services.health", `${variable} ${url}: ${trouble}`, `start the service, or correct ${variable}`),
    ok("services.health", `${services.length} services of the environment are healthy`)
  ),
  ...(jwks === undefined
    ? []
    : Either.isLeft(jwks)
      ? [
          fault(
            "services.identity",
            `player_service refuses to return its token keys: ${jwks.left}`,
            "use the same CROUPIER_SERVICE_KEYS for every service, and restart services with other keys"
          )
        ]
      : [ok("services.identity", `player_service accepts the service keys and publishes ${jwks.right} token keys`)])
]

const health = (url: URL): Effect.Effect<string | undefined> =>
  Effect.tryPromise({
    try: async (signal) => {
      const answer = await fetch(new URL("/health", url), { signal })
      await answer.body?.cancel()
      return answer.status === 200 ? undefined : `/health answers ${answer.status}`
    },
    catch: reasonOf
  }).pipe(
    Effect.timeoutFail({ duration: "3 seconds", onTimeout: () => "no answer within 3 s" }),
    Effect.catchAll((reason) => Effect.succeed<string | undefined>(reason))
  )

/** Not tried where no service keys are given; malformed ones are reported by the check of the environment. */
const jwks = (url: string): Effect.Effect<Either.Either<number, string> | undefined> =>
  Effect.gen(function* () {
    const source = yield* JwksSource
    return yield* Effect.either(Effect.map(source.fetch("player"), ({ keys }) => keys.length))
  }).pipe(
    Effect.map(Either.mapLeft((error) => error.detail)),
    Effect.provide(
      JwksSourceHttp.layerHttp({ player: { service: "player_service" as ServiceName, url } }).pipe(
        Layer.provide([Layer.provide(ServiceToken.layer, identity("gateway")), FetchHttpClient.layer])
      )
    ),
    Effect.orElseSucceed(() => undefined)
  )
