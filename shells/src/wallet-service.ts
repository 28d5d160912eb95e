import * as Shell from "@croupier/core/process/Shell"
import { walletMigrations } from "@croupier/wallet/migrations"
import * as WalletSql from "@croupier/wallet/WalletSql"
import { Layer } from "effect"
import { remotePlayers, remoteRolling } from "./compose/clients.js"
import { ground, grounding, identity, listening, playerKeys } from "./compose/process.js"
import { walletService } from "./compose/services.js"
import { fits } from "./compose/stores.js"
import { hints } from "./compose/streams.js"

walletService(listening(8011), remotePlayers, remoteRolling).pipe(
  Layer.provide([Layer.provide(WalletSql.layerSql, hints), playerKeys]),
  Layer.provide(identity("wallet_service")),
  Layer.provide(fits(walletMigrations)),
  Layer.provide(ground("wallet_service")),
  Shell.run("wallet_service", { needs: [...grounding, "PLAYER_SERVICE_URL", "ROLLING_SERVICE_URL"] })
)
