import * as KeyRing from "@croupier/core/auth/KeyRing"
import { level } from "@croupier/core/log/Log"
import * as Postgres from "@croupier/core/postgres/Postgres"
import * as HeartbeatFiles from "@croupier/core/worker/HeartbeatFiles"
import { Gateway } from "@croupier/gateway"
import { administrator } from "./administrator.js"
import { figures } from "./figures.js"
import { passwordVariables } from "./passwords.js"
import {
  agentServiceUrl,
  grounding,
  identity,
  listening,
  playerServiceUrl,
  providerAddresses,
  rollingServiceUrl
} from "./process.js"
import { tail } from "./streams.js"
import { bySettings, walletWorker } from "./workers.js"

/** What a process needs of its environment, and every variable that its start checks. */
export interface ProcessEnvironment {
  readonly needs: ReadonlyArray<string>
  readonly reads: ReadonlyArray<string>
}

const logging = ["LOG_FORMAT", "LOG_LEVEL"]
const pool = ["DATABASE_URL", "DATABASE_CONNECT_TIMEOUT", "DATABASE_MAX_CONNECTIONS", "DATABASE_ROLE"]
const shared = [...logging, ...pool, "ALLOW_LOOPBACK_PROVIDERS", "BIND_ADDRESS", "CROUPIER_SERVICE_KEYS"]
const neighbours = ["PLAYER_SERVICE_URL", "WALLET_SERVICE_URL"]
const readNeighbours = [...neighbours, "AGENT_SERVICE_URL", "ROLLING_SERVICE_URL"]
const redis = ["REDIS_URL", "REDIS_COMMAND_TIMEOUT"]
const service = [...shared, ...readNeighbours, ...redis, "CROUPIER_KEYS", "PORT"]
const loops = ["ENABLE_OUTBOX_POLLER", "HEARTBEAT_DIR", "LEASE_DURATION", "LOOP_PERIOD", "METRICS_PORT"]
const later = ["ADMIN", "AGENT", "GAME", "PROMOTION", "RECON", "ROLLING"].map((name) => `${name}_SERVICE_URL`)

/** Every process of a deployment by the name of its shell; a test compares it with what each shell says itself. */
export const processes: Readonly<Record<string, ProcessEnvironment>> = {
  gateway: {
    needs: [...grounding, ...neighbours, "GAME_SERVICE_URL"],
    reads: [
      ...shared,
      ...neighbours,
      ...later,
      "GATEWAY_METRICS_HOST",
      "GATEWAY_METRICS_PORT",
      "HSTS_MAX_AGE",
      "MULTI_BRAND_ENFORCEMENT",
      "PORT",
      "TRUSTED_PROXIES"
    ]
  },
  "player-service": {
    needs: [...grounding, "CROUPIER_KEYS", "WALLET_SERVICE_URL"],
    reads: [...service, "ENABLE_OUTBOX_POLLER"]
  },
  "wallet-service": { needs: [...grounding, "PLAYER_SERVICE_URL", "ROLLING_SERVICE_URL"], reads: service },
  "game-service": { needs: [...grounding, "CROUPIER_KEYS", ...neighbours], reads: service },
  "agent-service": { needs: [...grounding, "CROUPIER_KEYS"], reads: service },
  "rolling-service": { needs: [...grounding, "PLAYER_SERVICE_URL"], reads: service },
  "player-worker": {
    needs: [...grounding, "CROUPIER_KEYS", "WALLET_SERVICE_URL"],
    reads: [...shared, ...readNeighbours, ...redis, ...loops, "CROUPIER_KEYS"]
  },
  "wallet-worker": { needs: ["DATABASE_URL"], reads: [...shared, ...readNeighbours, ...redis, ...loops] },
  "agent-worker": {
    needs: [...grounding, "WALLET_SERVICE_URL"],
    reads: [...shared, ...readNeighbours, ...redis, ...loops]
  },
  "rolling-worker": {
    needs: [...grounding, "WALLET_SERVICE_URL"],
    reads: [...shared, ...readNeighbours, ...redis, ...loops]
  },
  migrate: {
    needs: ["DATABASE_ADMIN_URL"],
    reads: [...logging, "DATABASE_ADMIN_URL", "DATABASE_URL", ...passwordVariables]
  }
}

/** What declares these variables. Named here, so that a bundle which only reads them holds their declarations. */
export const declaring: ReadonlyArray<unknown> = [
  agentServiceUrl,
  level,
  KeyRing.layerConfig,
  Postgres.layerConfig({ applicationName: "croupier" }),
  HeartbeatFiles.layerConfig,
  Gateway.layerConfig,
  administrator,
  figures("wallet"),
  identity("gateway"),
  listening(8080),
  playerServiceUrl,
  providerAddresses,
  rollingServiceUrl,
  tail,
  bySettings(walletWorker)
]
