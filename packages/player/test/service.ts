import * as Authenticate from "@croupier/core/auth/Authenticate"
import type {
  PlayerAuthentication,
  ServiceAuthentication,
  VisitorIdentification
} from "@croupier/core/auth/Authentication"
import * as CallerPass from "@croupier/core/auth/CallerPass"
import * as JwksSource from "@croupier/core/auth/JwksSource"
import { ServiceName } from "@croupier/core/auth/Principal"
import { restrictedRoutes } from "@croupier/core/auth/restrictedRoutes"
import * as ServiceIdentity from "@croupier/core/auth/ServiceIdentity"
import * as ServiceToken from "@croupier/core/auth/ServiceToken"
import * as TokenVerifier from "@croupier/core/auth/TokenVerifier"
import * as Service from "@croupier/core/http/Service"
import * as TestHttp from "@croupier/core/testing/TestHttp"
import { Effect, Layer, type Scope } from "effect"
import { PlayerServiceApi } from "../src/contract.js"
import * as PlayerHandlers from "../src/http/PlayerHandlers.js"
import type { World } from "../src/testing/World.js"

/** The name under which the service takes tokens. */
export const playerService = ServiceName.make("player_service")

/** Who the service is, and how others show it who they are. */
export type Trust = ServiceToken.ServiceToken | CallerPass.CallerPass
type Doors = PlayerAuthentication | ServiceAuthentication | VisitorIdentification

/** Tokens, passes and the middleware that takes them, over a world's keys and revocations. */
export const doors: Layer.Layer<Trust | Doors, never, World> = Layer.mergeAll(
  Authenticate.layerPlayerFor(restrictedRoutes(PlayerServiceApi)),
  Authenticate.layerVisitor,
  Authenticate.layerService
).pipe(
  Layer.provideMerge(Layer.mergeAll(TokenVerifier.layer, CallerPass.layer, ServiceToken.layer)),
  Layer.provide(JwksSource.layerOwn("player")),
  Layer.provide(ServiceIdentity.layerMemory(playerService))
)

/** The player service on a free port, for as long as the scope is open. */
export const started: Effect.Effect<TestHttp.TestHttp, unknown, World | Trust | Doors | Scope.Scope> = Effect.flatMap(
  Effect.context<World | Trust | Doors>(),
  (context) =>
    TestHttp.start(
      Service.serve({
        name: playerService,
        api: PlayerServiceApi,
        handlers: PlayerHandlers.layer,
        port: 0
      }).pipe(Layer.provide(Layer.succeedContext(context)))
    )
)
