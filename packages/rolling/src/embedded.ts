import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import { callPool, onWorkerLogin, partsOf, relayWorker } from "@croupier/core/embedded/Background"
import { brandsAndRevocations } from "@croupier/core/embedded/brandsAndRevocations"
import type { DatabaseNotReady } from "@croupier/core/embedded/DatabaseNotReady"
import type { DatabaseTarget } from "@croupier/core/embedded/DatabaseTarget"
import type { EmbeddedOptions } from "@croupier/core/embedded/EmbeddedOptions"
import type { Embedding } from "@croupier/core/embedded/Embedding"
import { embed, migrateCommand, migrateOnly } from "@croupier/core/embedded/embed"
import { makeEmbedding } from "@croupier/core/embedded/makeEmbedding"
import type { EmbeddedSchema, PreparedDatabase } from "@croupier/core/embedded/prepareDatabase"
import * as Notifier from "@croupier/core/events/Notifier"
import * as HeartbeatProvider from "@croupier/core/worker/HeartbeatProvider"
import type { Wallet, WithdrawalPolicy } from "@croupier/wallet/contract"
import { Context, Effect, Layer } from "effect"
import type { Rolling } from "./contract/Rolling.js"
import type { WalletFeed } from "./contract/WalletFeed.js"
import { rollingMigrations } from "./migrations.js"
import * as RollingSql from "./RollingSql.js"
import * as RollingWorker from "./RollingWorker.js"
import * as WithdrawalPolicyRolling from "./withdrawal/WithdrawalPolicyRolling.js"

export { DatabaseNotReady } from "@croupier/core/embedded/DatabaseNotReady"
export type { EmbeddedHealth, HealthProblem } from "@croupier/core/embedded/EmbeddedHealth"
export type { EmbeddedOptions } from "@croupier/core/embedded/EmbeddedOptions"
export type { Embedding } from "@croupier/core/embedded/Embedding"

/** The turnover of this app beside `Rolling`: registers licences and brands, and says how it is. */
export class EmbeddedRolling extends Context.Tag("@croupier/rolling/EmbeddedRolling")<EmbeddedRolling, Embedding>() {}

/** What the layer answers: turnover, and the policy by which a cashier allows withdrawals. */
export type EmbeddedRollingServices = EmbeddedRolling | Rolling | WalletFeed | WithdrawalPolicy

/**
 * Turnover in an app of one process, on the app's own PostgreSQL, beside an embedded wallet on the same database: makes roles and
 * schemas, counts the wallet's events, publishes its own, and has the wallet convert or take back bonuses. An app with a wallet of
 * its own delivers its events to `WalletFeed`. What it needs and lacks is one warning line and a problem of
 * `EmbeddedRolling.health`. Its scope closes within ten seconds.
 */
export const layer = (options: EmbeddedOptions): Layer.Layer<EmbeddedRollingServices, DatabaseNotReady, Wallet> =>
  embed(schema, options, compose)

/** Makes the roles and brings the schema up to date, and does nothing else: for a step of a deployment. */
export const migrate = (target: DatabaseTarget): Effect.Effect<void, DatabaseNotReady> => migrateOnly(schema, target)

const name = "@croupier/rolling"

const schema: EmbeddedSchema = {
  name,
  sets: [rollingMigrations],
  roles: ["croupier_app", "croupier_rolling_worker", "croupier_config"],
  migrateCommand: migrateCommand(name)
}

const compose = (database: PreparedDatabase, options: EmbeddedOptions) => {
  const { maintenance, relay } = partsOf(options)
  const heartbeat = HeartbeatProvider.make(() => Effect.void)
  const ground = () => brandsAndRevocations(name)
  const maintained = Layer.provide(RollingWorker.layer({ relay }), ground())
  const work = maintenance ? maintained : relay ? relayWorker("rolling") : undefined
  const background =
    work === undefined ? Layer.empty : onWorkerLogin(work, database, "croupier_rolling_worker", heartbeat)
  const watched = { name, domain: "rolling", hasOutbox: true, relay, maintenance, heartbeat }
  const embedding = Layer.scoped(
    EmbeddedRolling,
    Effect.flatMap(BrandDirectory, (directory) =>
      makeEmbedding(database, watched, { watchEvery: options.watchEvery, directory })
    )
  ).pipe(Layer.provide(ground()))
  const rolling = Layer.provideMerge(WithdrawalPolicyRolling.layer, RollingSql.layerSql)
  return Layer.mergeAll(rolling, embedding, background).pipe(
    Layer.provide([callPool(database, options), Notifier.layer])
  )
}
