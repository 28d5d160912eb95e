import * as Authenticate from "@croupier/core/auth/Authenticate"
import type {
  AgentAuthentication,
  ServiceAuthentication,
  VisitorIdentification
} from "@croupier/core/auth/Authentication"
import * as CallerPass from "@croupier/core/auth/CallerPass"
import * as JwksSource from "@croupier/core/auth/JwksSource"
import { ServiceName } from "@croupier/core/auth/Principal"
import * as ServiceIdentity from "@croupier/core/auth/ServiceIdentity"
import * as ServiceToken from "@croupier/core/auth/ServiceToken"
import * as TokenVerifier from "@croupier/core/auth/TokenVerifier"
import * as Service from "@croupier/core/http/Service"
import * as TestHttp from "@croupier/core/testing/TestHttp"
import { Effect, Layer, type Scope } from "effect"
import { AgentServiceApi } from "../src/contract.js"
import * as AgentHandlers from "../src/http/AgentHandlers.js"
import type { World } from "../src/testing/World.js"

/** The name under which the service takes tokens. */
export const agentService = ServiceName.make("agent_service")

type Trust = ServiceToken.ServiceToken | CallerPass.CallerPass
type Doors = AgentAuthentication | ServiceAuthentication | VisitorIdentification

/** Tokens, passes and the middleware that takes them, over a world's keys and revocations. */
export const doors: Layer.Layer<Trust | Doors, never, World> = Layer.mergeAll(
  Authenticate.layerAgent,
  Authenticate.layerVisitor,
  Authenticate.layerService
).pipe(
  Layer.provideMerge(Layer.mergeAll(TokenVerifier.layer, CallerPass.layer, ServiceToken.layer)),
  Layer.provide(JwksSource.layerOwn("agent")),
  Layer.provide(ServiceIdentity.layerMemory(agentService))
)

/** The agent service on a free port, for as long as the scope is open. */
export const started: Effect.Effect<TestHttp.TestHttp, unknown, World | Trust | Doors | Scope.Scope> = Effect.flatMap(
  Effect.context<World | Trust | Doors>(),
  (context) =>
    TestHttp.start(
      Service.serve({ name: agentService, api: AgentServiceApi, handlers: AgentHandlers.layer, port: 0 }).pipe(
        Layer.provide(Layer.succeedContext(context))
      )
    )
)
