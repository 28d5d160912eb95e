import * as KeyRing from "@croupier/core/auth/KeyRing"
import * as Shell from "@croupier/core/process/Shell"
import * as HeartbeatFiles from "@croupier/core/worker/HeartbeatFiles"
import { playerMigrations } from "@croupier/player/migrations"
import { Layer } from "effect"
import { remoteWallet } from "./compose/clients.js"
import { figures } from "./compose/figures.js"
import { ground, grounding, identity, workerPool } from "./compose/process.js"
import { fits } from "./compose/stores.js"
import { bySettings, playerWorker } from "./compose/workers.js"

bySettings(playerWorker).pipe(
  Layer.provide(HeartbeatFiles.layerConfig),
  Layer.provide(remoteWallet),
  Layer.provide(identity("player_worker")),
  Layer.merge(figures("player")),
  Layer.provide(KeyRing.layerConfig),
  Layer.provide(fits(playerMigrations)),
  Layer.provide(ground("player_worker", workerPool)),
  Shell.run("player_worker", { needs: [...grounding, "CROUPIER_KEYS", "WALLET_SERVICE_URL"] })
)
