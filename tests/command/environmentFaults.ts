import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { Effect } from "effect"
import { Redis } from "ioredis"
import type { Deployment } from "./Deployment.js"
import type { DeploymentFault } from "./DeploymentFault.js"

const policy = (value: string) => (deployment: Deployment) =>
  Effect.promise(async () => {
    const client = new Redis(deployment.redisPort, "127.0.0.1")
    await client.config("SET", "maxmemory-policy", value)
    client.disconnect()
  })

/** Writes a file of the heartbeat directory, with a stamp that is this old; removed when the scope closes. */
const stamp = (file: string, text: string, seconds: number) => (deployment: Deployment) =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const path = join(deployment.folder, "heartbeat", file)
      writeFileSync(path, text)
      utimesSync(path, Date.now() / 1000 - seconds, Date.now() / 1000 - seconds)
      return path
    }),
    (path) => Effect.sync(() => rmSync(path))
  )

/** The port on which a service of other keys than ours listens. */
const strangers = 29_417

const stranger = () =>
  Effect.acquireRelease(
    Effect.async<ReturnType<typeof createServer>>((resume) => {
      const server = createServer((request, response) => {
        response.statusCode = request.url === "/health" ? 200 : 401
        response.end("{}")
      })
      server.listen(strangers, "127.0.0.1", () => resume(Effect.succeed(server)))
    }),
    (server) => Effect.sync(() => server.close())
  ).pipe(Effect.map((server) => server.address() as AddressInfo))

/** Faults of the environment, Redis, the other services, and the worker. */
export const environmentFaults: ReadonlyArray<DeploymentFault> = [
  {
    name: "a variable has a value that nothing takes",
    environment: () => ({ GATEWAY_METRICS_PORT: "many" }),
    check: "settings.values",
    found: /^GATEWAY_METRICS_PORT is "many": expected a port/,
    remedy: /^correct GATEWAY_METRICS_PORT/
  },
  {
    name: "a variable is misspelt",
    environment: () => ({ PLAYER_SERVICE_ULR: "http://127.0.0.1:8010" }),
    check: "settings.values",
    found: /^PLAYER_SERVICE_ULR .*did you mean PLAYER_SERVICE_URL\?$/,
    remedy: /^correct PLAYER_SERVICE_ULR/
  },
  {
    name: "the file of keys is none",
    environment: ({ folder }) => ({ CROUPIER_SERVICE_KEYS_FILE: join(folder, "absent.pem") }),
    check: "settings.values",
    found: /^CROUPIER_SERVICE_KEYS_FILE names a file that cannot be read/,
    remedy: /^correct CROUPIER_SERVICE_KEYS_FILE/
  },
  {
    name: "providers on loopback are called in production",
    environment: () => ({ ALLOW_LOOPBACK_PROVIDERS: "true" }),
    check: "settings.loopback",
    found: /^ALLOW_LOOPBACK_PROVIDERS is true with NODE_ENV=production/,
    remedy: /^ALLOW_LOOPBACK_PROVIDERS=false$/
  },
  {
    name: "the clocks differ",
    apply: ({ folder }) =>
      Effect.sync(() =>
        writeFileSync(join(folder, "late.cjs"), "const now = Date.now; Date.now = () => now() - 60_000")
      ),
    environment: ({ folder }) => ({ NODE_OPTIONS: `--require ${join(folder, "late.cjs")}` }),
    check: "database.clock",
    found: /clock is 60\.\d s behind the database's/,
    remedy: /synchronise both clocks/,
    asProcess: true
  },
  {
    name: "Redis unavailable",
    environment: () => ({ REDIS_URL: "redis://127.0.0.1:1" }),
    check: "redis.reachable",
    found: /no connection to Redis at 127\.0\.0\.1:1: .*ECONNREFUSED/,
    remedy: /start Redis, or correct REDIS_URL/
  },
  {
    name: "Redis drops what it was given",
    apply: (deployment) =>
      Effect.acquireRelease(policy("allkeys-lru")(deployment), () => policy("noeviction")(deployment)),
    check: "redis.policy",
    found: /allkeys-lru/,
    remedy: /CONFIG SET maxmemory-policy noeviction/
  },
  {
    name: "a service does not answer",
    environment: () => ({ WALLET_SERVICE_URL: "http://127.0.0.1:1" }),
    check: "services.health",
    found: /^WALLET_SERVICE_URL http:\/\/127\.0\.0\.1:1/,
    remedy: /correct WALLET_SERVICE_URL/
  },
  {
    name: "the player service has other service keys",
    apply: stranger,
    environment: () => ({ PLAYER_SERVICE_URL: `http://127.0.0.1:${strangers}` }),
    check: "services.identity",
    found: /player_service refuses to return its token keys/,
    remedy: /the same CROUPIER_SERVICE_KEYS/
  },
  {
    name: "the heartbeat directory is none",
    apply: ({ folder }) =>
      Effect.acquireRelease(
        Effect.sync(() => writeFileSync(join(folder, "file"), "")),
        () => Effect.sync(() => rmSync(join(folder, "file")))
      ),
    environment: ({ folder }) => ({ HEARTBEAT_DIR: join(folder, "file") }),
    check: "workers.directory",
    found: /file is not a directory/,
    remedy: /mount a tmpfs .*file/
  },
  {
    name: "a worker hangs",
    apply: stamp("heartbeat", "", 120),
    check: "workers.heartbeat",
    found: /heartbeat \(12\d s\)/,
    remedy: /restart the worker/
  },
  {
    name: "a job has failed",
    apply: (deployment) =>
      Effect.zipRight(
        Effect.sync(() => mkdirSync(join(deployment.folder, "heartbeat"), { recursive: true })),
        stamp("jobs.failed", "wallet-days\n", 0)(deployment)
      ),
    check: "workers.jobs",
    found: /^the job wallet-days has failed$/,
    remedy: /worker's log/
  }
]
