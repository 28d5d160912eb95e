import * as Shell from "@croupier/core/process/Shell"
import * as HeartbeatFiles from "@croupier/core/worker/HeartbeatFiles"
import { rollingMigrations } from "@croupier/rolling/migrations"
import { Layer } from "effect"
import { remoteWallet } from "./compose/clients.js"
import { figures } from "./compose/figures.js"
import { ground, grounding, identity, workerPool } from "./compose/process.js"
import { fits } from "./compose/stores.js"
import { bySettings, rollingWorker } from "./compose/workers.js"

bySettings(rollingWorker).pipe(
  Layer.provide(HeartbeatFiles.layerConfig),
  Layer.provide(remoteWallet),
  Layer.provide(identity("rolling_worker")),
  Layer.merge(figures("rolling")),
  Layer.provide(fits(rollingMigrations)),
  Layer.provide(ground("rolling_worker", workerPool)),
  Shell.run("rolling_worker", { needs: [...grounding, "WALLET_SERVICE_URL"] })
)
