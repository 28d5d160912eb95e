import * as Authenticate from "@croupier/core/auth/Authenticate"
import type {
  AgentAuthentication,
  PlayerAuthentication,
  ServiceAuthentication,
  VisitorIdentification
} from "@croupier/core/auth/Authentication"
import * as CallerPass from "@croupier/core/auth/CallerPass"
import type { JwksSource } from "@croupier/core/auth/JwksSource"
import type { Revocations } from "@croupier/core/auth/Revocations"
import { restrictedRoutes } from "@croupier/core/auth/restrictedRoutes"
import type { ServiceIdentity } from "@croupier/core/auth/ServiceIdentity"
import * as ServiceToken from "@croupier/core/auth/ServiceToken"
import * as TokenVerifier from "@croupier/core/auth/TokenVerifier"
import type { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import { PlayerServiceApi } from "@croupier/player/contract"
import { RollingServiceApi } from "@croupier/rolling/contract"
import { WalletServiceApi } from "@croupier/wallet/contract"
import { Layer } from "effect"

/** The callers that the agents' service accepts: agents, visitors who sign in, other services. */
export const agentAccess: Layer.Layer<
  AgentAuthentication | ServiceAuthentication | VisitorIdentification,
  never,
  ServiceIdentity | Revocations | JwksSource | BrandDirectory
> = Layer.mergeAll(Authenticate.layerAgent, Authenticate.layerVisitor, Authenticate.layerService).pipe(
  Layer.provide([CallerPass.layer, ServiceToken.layer, TokenVerifier.layer]),
  Layer.fresh
)

/** The callers that a service accepts: the gateway's pass, a player's own token, another service. Its own for each identity. */
export const access: Layer.Layer<
  PlayerAuthentication | ServiceAuthentication | VisitorIdentification,
  never,
  ServiceIdentity | Revocations | JwksSource | BrandDirectory
> = Layer.mergeAll(
  Authenticate.layerPlayerFor([
    ...restrictedRoutes(PlayerServiceApi),
    ...restrictedRoutes(WalletServiceApi),
    ...restrictedRoutes(RollingServiceApi)
  ]),
  Authenticate.layerVisitor,
  Authenticate.layerService
).pipe(Layer.provide([CallerPass.layer, ServiceToken.layer, TokenVerifier.layer]), Layer.fresh)
