import * as KeyRing from "@croupier/core/auth/KeyRing"
import * as Shell from "@croupier/core/process/Shell"
import { gameMigrations } from "@croupier/game"
import { Layer } from "effect"
import { remotePlayers, remoteWallet } from "./compose/clients.js"
import { ground, grounding, identity, listening, playerKeys, providerAddresses } from "./compose/process.js"
import { gameService } from "./compose/services.js"
import { fits } from "./compose/stores.js"

gameService(listening(8012), remotePlayers).pipe(
  Layer.provide([remoteWallet, playerKeys, providerAddresses]),
  Layer.provide(identity("game_service")),
  Layer.provide(KeyRing.layerConfig),
  Layer.provide(fits(gameMigrations)),
  Layer.provide(ground("game_service")),
  Shell.run("game_service", { needs: [...grounding, "CROUPIER_KEYS", "PLAYER_SERVICE_URL", "WALLET_SERVICE_URL"] })
)
