import * as CallerPass from "@croupier/core/auth/CallerPass"
import * as TokenVerifier from "@croupier/core/auth/TokenVerifier"
import * as Shell from "@croupier/core/process/Shell"
import { Gateway } from "@croupier/gateway"
import { Layer } from "effect"
import { ground, grounding, identity, userKeys } from "./compose/process.js"
import { fits } from "./compose/stores.js"

Gateway.layerConfig.pipe(
  Layer.provide([CallerPass.layer, TokenVerifier.layer]),
  Layer.provide(userKeys),
  Layer.provide(identity("gateway")),
  Layer.provide(fits()),
  Layer.provide(ground("gateway")),
  Shell.run("gateway", {
    needs: [...grounding, "PLAYER_SERVICE_URL", "WALLET_SERVICE_URL", "GAME_SERVICE_URL"]
  })
)
