import { agentMigrations } from "@croupier/agent/migrations"
import * as Shell from "@croupier/core/process/Shell"
import * as HeartbeatFiles from "@croupier/core/worker/HeartbeatFiles"
import { Layer } from "effect"
import { remoteWallet } from "./compose/clients.js"
import { figures } from "./compose/figures.js"
import { ground, grounding, identity, workerPool } from "./compose/process.js"
import { fits } from "./compose/stores.js"
import { agentWorker, bySettings } from "./compose/workers.js"

bySettings(agentWorker).pipe(
  Layer.provide(HeartbeatFiles.layerConfig),
  Layer.provide(remoteWallet),
  Layer.provide(identity("agent_worker")),
  Layer.merge(figures("agent")),
  Layer.provide(fits(agentMigrations)),
  Layer.provide(ground("agent_worker", workerPool)),
  Shell.run("agent_worker", { needs: [...grounding, "WALLET_SERVICE_URL"] })
)
