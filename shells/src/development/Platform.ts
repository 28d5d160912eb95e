import * as CallerPass from "@croupier/core/auth/CallerPass"
import * as JwksSource from "@croupier/core/auth/JwksSource"
import type { ServiceName } from "@croupier/core/auth/Principal"
import * as ServiceIdentity from "@croupier/core/auth/ServiceIdentity"
import { SigningKeys } from "@croupier/core/auth/SigningKeys"
import * as SigningKeysSql from "@croupier/core/auth/SigningKeysSql"
import * as TokenVerifier from "@croupier/core/auth/TokenVerifier"
import * as Setting from "@croupier/core/config/Setting"
import * as HeartbeatProvider from "@croupier/core/worker/HeartbeatProvider"
import { GamesSql } from "@croupier/game"
import * as KnownPlayers from "@croupier/game/callback/KnownPlayers"
import * as SecurityEvents from "@croupier/game/callback/SecurityEvents"
import { ProviderAddresses } from "@croupier/game/launch/ProviderAddresses"
import { Gateway, TrustedProxies } from "@croupier/gateway"
import * as RollingSql from "@croupier/rolling/RollingSql"
import * as WalletSql from "@croupier/wallet/WalletSql"
import { Context, Effect, Either, Layer } from "effect"
import {
  agentService,
  gameService,
  playerService,
  players,
  rollingService,
  walletService
} from "../compose/services.js"
import { shared } from "../compose/stores.js"
import { hints } from "../compose/streams.js"
import { agentWorker, gameMaintenance, playerWorker, rollingWorker, walletWorker } from "../compose/workers.js"
import type { Database } from "./Database.js"
import { type Listener, local } from "./Ports.js"
import type { Secrets } from "./Secrets.js"

/** What the gateway makes of a token of another brand. */
export const enforcement = Setting.literal("MULTI_BRAND_ENFORCEMENT", ["off", "observe", "enforce"], {
  description: "how to treat a token of a brand other than the domain's",
  default: "enforce"
})

type Enforcement = Effect.Effect.Success<typeof enforcement>

/** The keys of both kinds of user, which this process publishes itself. */
const userKeys = Layer.scoped(
  JwksSource.JwksSource,
  Effect.gen(function* () {
    const player = yield* SigningKeys
    const agent = Context.get(yield* Layer.build(Layer.fresh(SigningKeysSql.layerSql("agent"))), SigningKeys)
    return {
      fetch: (issuer) =>
        issuer === "player" ? player.published : issuer === "agent" ? agent.published : Effect.succeed({ keys: [] })
    }
  })
)

const turnover = Layer.provide(RollingSql.layerSql, hints)

/** All services, workers and the gateway in this process, each on its own port; between domains they call each other directly. */
export const layer = (
  database: Database,
  secrets: Secrets,
  ports: Readonly<Record<Listener, number>>,
  enforcement: Enforcement
) => {
  const identity = (name: string) =>
    ServiceIdentity.layer({
      name: name as ServiceName,
      keys: secrets.serviceKeys,
      developmentToken: secrets.serviceToken
    })
  const services = Layer.mergeAll(
    playerService({ port: ports.player_service }).pipe(Layer.provide(identity("player_service"))),
    walletService({ port: ports.wallet_service }, players, turnover).pipe(Layer.provide(identity("wallet_service"))),
    gameService({ port: ports.game_service }, players).pipe(Layer.provide(identity("game_service"))),
    rollingService({ port: ports.rolling_service }).pipe(
      Layer.provide(turnover),
      Layer.provide(identity("rolling_service"))
    ),
    agentService({ port: ports.agent_service }).pipe(
      Layer.provide(Layer.fresh(SigningKeysSql.layerSql("agent"))),
      Layer.provide(identity("agent_service"))
    )
  )
  const gateway = Gateway.layer({
    port: ports.gateway,
    enforcement,
    proxies: Either.getOrThrow(TrustedProxies.parse("127.0.0.1")),
    upstreams: {
      player_service: new URL(local(ports.player_service)),
      wallet_service: new URL(local(ports.wallet_service)),
      game_service: new URL(local(ports.game_service)),
      rolling_service: new URL(local(ports.rolling_service)),
      agent_service: new URL(local(ports.agent_service))
    }
  }).pipe(Layer.provide([CallerPass.layer, TokenVerifier.layer]), Layer.provide(identity("gateway")), Layer.fresh)
  const loopback = Layer.succeed(ProviderAddresses, { allowLoopback: true })
  const games = GamesSql.layerSql.pipe(
    Layer.provide([SecurityEvents.layer, loopback, Layer.provide(KnownPlayers.layer, players)])
  )
  // A heartbeat each: it is one worker's alone.
  const heartbeat = Layer.fresh(HeartbeatProvider.layerMemory)
  const workers = Layer.mergeAll(
    gameMaintenance({}).pipe(Layer.provide([heartbeat, loopback])),
    playerWorker({}).pipe(Layer.provide(heartbeat)),
    walletWorker({}).pipe(Layer.provide([heartbeat, database.layer("croupier_span", "croupier worker")])),
    rollingWorker({}).pipe(Layer.provide([heartbeat, database.layer("croupier_rolling_worker", "croupier rolling")])),
    agentWorker({}).pipe(Layer.provide([heartbeat, database.layer("croupier_agent_worker", "croupier agent")]))
  )
  return gateway.pipe(
    Layer.provideMerge(services),
    Layer.provideMerge(workers),
    Layer.provideMerge(games),
    Layer.provideMerge(Layer.merge(Layer.provide(WalletSql.layerSql, hints), userKeys)),
    Layer.provideMerge(Layer.merge(SigningKeysSql.layerSql("player"), shared)),
    Layer.provideMerge(Layer.merge(database.layer("croupier_app", "croupier"), secrets.keyRing))
  )
}
