import * as Postgres from "@croupier/core/postgres/Postgres"
import * as Shell from "@croupier/core/process/Shell"
import * as HeartbeatFiles from "@croupier/core/worker/HeartbeatFiles"
import { walletMigrations } from "@croupier/wallet/migrations"
import { Layer } from "effect"
import { figures } from "./compose/figures.js"
import { workerPool } from "./compose/process.js"
import { fits } from "./compose/stores.js"
import { bySettings, walletWorker } from "./compose/workers.js"

bySettings(walletWorker).pipe(
  Layer.provide(HeartbeatFiles.layerConfig),
  Layer.merge(figures("wallet")),
  Layer.provide(fits(walletMigrations)),
  Layer.provide(Postgres.layerConfig({ applicationName: "wallet_worker", ...workerPool })),
  Shell.run("wallet_worker", { needs: ["DATABASE_URL"] })
)
