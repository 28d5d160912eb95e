import * as JwksSource from "@croupier/core/auth/JwksSource"
import * as KeyRing from "@croupier/core/auth/KeyRing"
import * as SigningKeysSql from "@croupier/core/auth/SigningKeysSql"
import * as Shell from "@croupier/core/process/Shell"
import { playerMigrations } from "@croupier/player/migrations"
import { Layer } from "effect"
import { remoteWallet } from "./compose/clients.js"
import { ground, grounding, identity, listening, withoutBackgroundWork } from "./compose/process.js"
import { playerService } from "./compose/services.js"
import { fits } from "./compose/stores.js"

playerService(listening(8010)).pipe(
  Layer.provide(JwksSource.layerOwn("player")),
  Layer.provide(SigningKeysSql.layerSql("player")),
  Layer.provide(remoteWallet),
  Layer.provide(identity("player_service")),
  Layer.provide(KeyRing.layerConfig),
  Layer.provide(fits(playerMigrations)),
  Layer.provide(ground("player_service")),
  Layer.provide(withoutBackgroundWork("player_worker")),
  Shell.run("player_service", { needs: [...grounding, "CROUPIER_KEYS", "WALLET_SERVICE_URL"] })
)
