import { callPool, onWorkerLogin, partsOf, relayWorker } from "@croupier/core/embedded/Background"
import type { DatabaseNotReady } from "@croupier/core/embedded/DatabaseNotReady"
import type { DatabaseTarget } from "@croupier/core/embedded/DatabaseTarget"
import type { EmbeddedOptions } from "@croupier/core/embedded/EmbeddedOptions"
import type { Embedding } from "@croupier/core/embedded/Embedding"
import { embed, migrateOnly } from "@croupier/core/embedded/embed"
import { makeEmbedding } from "@croupier/core/embedded/makeEmbedding"
import type { EmbeddedSchema, PreparedDatabase } from "@croupier/core/embedded/prepareDatabase"
import * as Notifier from "@croupier/core/events/Notifier"
import * as HeartbeatProvider from "@croupier/core/worker/HeartbeatProvider"
import type { PlayGate } from "@croupier/player/contract"
import { Context, Effect, Layer } from "effect"
import * as ProviderBooksSql from "./books/ProviderBooksSql.js"
import type { ProviderBooks } from "./contract/ProviderBooks.js"
import type { Wallet } from "./contract/Wallet.js"
import * as PlayGateWallet from "./gate/PlayGateWallet.js"
import { walletMigrations } from "./migrations.js"
import * as WalletSql from "./WalletSql.js"
import * as WalletWorker from "./WalletWorker.js"

export { DatabaseNotReady } from "@croupier/core/embedded/DatabaseNotReady"
export type { EmbeddedHealth, HealthProblem } from "@croupier/core/embedded/EmbeddedHealth"
export type { EmbeddedOptions } from "@croupier/core/embedded/EmbeddedOptions"
export type { Embedding } from "@croupier/core/embedded/Embedding"

/** Registers licences and brands for the wallet of this app, and reports its health. */
export class EmbeddedWallet extends Context.Tag("@croupier/wallet/EmbeddedWallet")<EmbeddedWallet, Embedding>() {}

/**
 * The whole wallet in an app of one process, on the app's own PostgreSQL: makes roles and schemas, answers `Wallet`
 * and the ports that players and games need, publishes the outbox and does the ledger's background work. Any number of processes may run it side by side. What is
 * missing is one warning line and a problem of `EmbeddedWallet.health`. Closing its scope stops all of it within ten seconds.
 *
 * @example
 * Effect.provide(program, layer({ databaseUrl: process.env.DATABASE_URL }))
 */
export const layer = (
  options: EmbeddedOptions
): Layer.Layer<EmbeddedWallet | PlayGate | ProviderBooks | Wallet, DatabaseNotReady> => embed(schema, options, compose)

/** Makes the roles and brings the schemas up to date, and does nothing else: for a step of a deployment. */
export const migrate = (target: DatabaseTarget): Effect.Effect<void, DatabaseNotReady> => migrateOnly(schema, target)

const name = "@croupier/wallet"

const schema: EmbeddedSchema = {
  name,
  sets: [walletMigrations],
  roles: ["croupier_app", "croupier_wallet_worker", "croupier_config"],
  migrateCommand: `node -e "import('${name}/promise').then((wallet) => wallet.migrate({ databaseUrl: process.env.DATABASE_URL }))"`
}

const compose = (database: PreparedDatabase, options: EmbeddedOptions) => {
  const { maintenance, relay } = partsOf(options)
  const heartbeat = HeartbeatProvider.make(() => Effect.void)
  const work = maintenance ? WalletWorker.layer({ relay }) : relay ? relayWorker("wallet") : undefined
  const background =
    work === undefined
      ? Layer.empty
      : onWorkerLogin(
          Layer.provide(work, WalletSql.layerSqlWith({ lanes: 1 })),
          database,
          "croupier_wallet_worker",
          heartbeat
        )
  const watched = { name, domain: "wallet", hasOutbox: true, relay, maintenance, heartbeat }
  const embedding = Layer.scoped(EmbeddedWallet, makeEmbedding(database, watched, { watchEvery: options.watchEvery }))
  const wallet = Layer.provideMerge(PlayGateWallet.layer, WalletSql.layerSql)
  return Layer.mergeAll(wallet, ProviderBooksSql.layerSql, background, embedding).pipe(
    Layer.provide([callPool(database, options), Notifier.layer])
  )
}
