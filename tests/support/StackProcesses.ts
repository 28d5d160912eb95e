import { randomBytes } from "node:crypto"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import type { ServiceKeys } from "@croupier/core/auth/ServiceIdentity"
import * as SigningKey from "@croupier/core/auth/SigningKey"
import { TestDatabase } from "@croupier/core/testing/TestPostgres"
import { FileSystem } from "@effect/platform"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { Effect, Redacted, type Scope } from "effect"
import { bundles } from "./Bundles.js"
import * as FaultProxy from "./FaultProxy.js"
import * as ServiceProcess from "./ServiceProcess.js"

/** What an operator chooses for a gateway. */
export type Enforcement = "off" | "observe" | "enforce"

/** A gateway, and where its own figures are. */
export interface GatewayProcess extends ServiceProcess.ServiceProcess {
  readonly metricsUrl: string
}

/**
 * The processes of a stack. `player_service` asks the second wallet process, `game_service` and the gateway the first one,
 * so every test also shows that it does not matter which of them is asked.
 */
export interface StackProcesses {
  readonly gateway: GatewayProcess
  readonly player: ServiceProcess.ServiceProcess
  readonly game: ServiceProcess.ServiceProcess
  readonly rolling: ServiceProcess.ServiceProcess
  readonly wallets: readonly [ServiceProcess.ServiceProcess, ServiceProcess.ServiceProcess]
  /** Between the first wallet process and PostgreSQL. */
  readonly database: FaultProxy.FaultProxy
  /** Between `game_service` and the first wallet process. */
  readonly walletLink: FaultProxy.FaultProxy
  /** One more gateway before the same services. */
  readonly newGateway: (enforcement: Enforcement) => Effect.Effect<GatewayProcess, never, Scope.Scope>
  /** The keys by which services know each other, for a test that speaks as one. */
  readonly serviceKeys: ServiceKeys
  /** Where the bundled shells are, and what all of them are given. */
  readonly shells: string
  readonly environment: Readonly<Record<string, string>>
}

/** Starts all of them, each on a port of its own, with the environment that an operator would give. */
export const start: Effect.Effect<StackProcesses, never, Scope.Scope | TestDatabase> = Effect.gen(function* () {
  const database = yield* TestDatabase
  const shells = yield* bundles
  const directory = yield* temporaryDirectory
  const keysFile = join(directory, "keys.json")
  writeFileSync(keysFile, JSON.stringify([{ id: "2026-11", key: randomBytes(32).toString("base64") }]), { mode: 0o600 })
  const signingKey = SigningKey.generate()

  const databaseUrl = Redacted.value(database.url("croupier_app"))
  const databaseLink = yield* FaultProxy.make(databaseUrl)
  const [playerPort, gamePort, rollingPort, firstWallet, secondWallet] = yield* Effect.all([
    ServiceProcess.freePort,
    ServiceProcess.freePort,
    ServiceProcess.freePort,
    ServiceProcess.freePort,
    ServiceProcess.freePort
  ])
  const walletLink = yield* FaultProxy.make(local(firstWallet))
  const environment = {
    DATABASE_URL: databaseUrl,
    CROUPIER_KEYS_FILE: keysFile,
    CROUPIER_SERVICE_KEYS: SigningKey.toPem(signingKey),
    LOG_FORMAT: "json",
    PLAYER_SERVICE_URL: local(playerPort),
    GAME_SERVICE_URL: local(gamePort),
    ROLLING_SERVICE_URL: local(rollingPort),
    WALLET_SERVICE_URL: local(firstWallet)
  }
  const shell = (name: string, port: number, given: Readonly<Record<string, string>> = {}) =>
    ServiceProcess.make({
      name,
      port,
      file: join(shells, `${name}.js`),
      environment: { ...environment, ...given }
    })
  const newGateway: StackProcesses["newGateway"] = (enforcement) =>
    Effect.gen(function* () {
      const port = yield* ServiceProcess.freePort
      const metricsPort = yield* ServiceProcess.freePort
      const started = yield* shell("gateway", port, {
        MULTI_BRAND_ENFORCEMENT: enforcement,
        TRUSTED_PROXIES: "127.0.0.1",
        GATEWAY_METRICS_PORT: String(metricsPort)
      })
      return { ...started, metricsUrl: `${local(metricsPort)}/metrics` }
    })

  const [player, game, rolling, wallet, otherWallet, gateway] = yield* Effect.all(
    [
      shell("player-service", playerPort, { WALLET_SERVICE_URL: local(secondWallet) }),
      shell("game-service", gamePort, { WALLET_SERVICE_URL: walletLink.url }),
      shell("rolling-service", rollingPort),
      shell("wallet-service", firstWallet, { DATABASE_URL: databaseLink.url }),
      shell("wallet-service", secondWallet),
      newGateway("enforce")
    ],
    { concurrency: "unbounded" }
  )
  return {
    gateway,
    player,
    game,
    rolling,
    wallets: [wallet, otherWallet],
    database: databaseLink,
    walletLink,
    newGateway,
    serviceKeys: [signingKey],
    shells,
    environment
  }
})

const local = (port: number): string => `http://127.0.0.1:${port}`

const temporaryDirectory = Effect.flatMap(FileSystem.FileSystem, (files) =>
  files.makeTempDirectoryScoped({ prefix: "croupier-stack-" })
).pipe(Effect.provide(NodeFileSystem.layer), Effect.orDie)
