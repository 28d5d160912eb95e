import type * as Revocations from "@croupier/core/auth/Revocations"
import type { SigningKeys } from "@croupier/core/auth/SigningKeys"
import * as SigningKeysSql from "@croupier/core/auth/SigningKeysSql"
import * as TokenIssuer from "@croupier/core/auth/TokenIssuer"
import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import { callPool, onWorkerLogin, partsOf, relayWorker } from "@croupier/core/embedded/Background"
import { brandsAndRevocations, notRead } from "@croupier/core/embedded/brandsAndRevocations"
import type { DatabaseNotReady } from "@croupier/core/embedded/DatabaseNotReady"
import type { DatabaseTarget } from "@croupier/core/embedded/DatabaseTarget"
import { type EmbeddedKeys, keyRing } from "@croupier/core/embedded/EmbeddedKeys"
import type { EmbeddedOptions } from "@croupier/core/embedded/EmbeddedOptions"
import type { Embedding } from "@croupier/core/embedded/Embedding"
import { embed, migrateCommand, migrateOnly } from "@croupier/core/embedded/embed"
import { makeEmbedding } from "@croupier/core/embedded/makeEmbedding"
import type { EmbeddedSchema, PreparedDatabase } from "@croupier/core/embedded/prepareDatabase"
import * as Notifier from "@croupier/core/events/Notifier"
import * as HeartbeatProvider from "@croupier/core/worker/HeartbeatProvider"
import type { Wallet } from "@croupier/wallet/contract"
import { Context, Effect, Layer } from "effect"
import * as AgentMaintenance from "./AgentMaintenance.js"
import { layerSql } from "./AgentsSql.js"
import * as AgentWorker from "./AgentWorker.js"
import type { Agents } from "./contract/Agents.js"
import { agentMigrations } from "./migrations.js"

export { DatabaseNotReady } from "@croupier/core/embedded/DatabaseNotReady"
export type { EmbeddedHealth, HealthProblem } from "@croupier/core/embedded/EmbeddedHealth"
export type { EmbeddedKey, EmbeddedKeys } from "@croupier/core/embedded/EmbeddedKeys"
export type { Embedding } from "@croupier/core/embedded/Embedding"

/** How an app of one process embeds its agents. */
export type EmbeddedAgentsOptions = EmbeddedOptions & {
  /** The keys under which token keys are sealed. Kept by the app, for as long as the data. */
  readonly keys: EmbeddedKeys
}

/** The agents of this app beside `Agents`: registers licences and brands, and says how they are. */
export class EmbeddedAgents extends Context.Tag("@croupier/agent/EmbeddedAgents")<EmbeddedAgents, Embedding>() {}

/** What the layer answers beside `Agents`: what an app checks access tokens with. */
export type EmbeddedAgentsServices = Agents | BrandDirectory | EmbeddedAgents | Revocations.Revocations | SigningKeys

/**
 * The agents in an app of one process, on the app's own PostgreSQL: makes roles and schemas, answers `Agents`, publishes the
 * outbox and does the background work. It pays through the embedded wallet, and reads the streams of the embedded wallet and
 * players, which make their schemas first. What it needs and lacks is one warning line and a problem of
 * `EmbeddedAgents.health`. Its scope closes within ten seconds.
 */
export const layer = (options: EmbeddedAgentsOptions): Layer.Layer<EmbeddedAgentsServices, DatabaseNotReady, Wallet> =>
  embed(schema, options, compose)

/** Makes the roles and brings the schema up to date, and does nothing else: for a step of a deployment. */
export const migrate = (target: DatabaseTarget): Effect.Effect<void, DatabaseNotReady> => migrateOnly(schema, target)

const name = "@croupier/agent"

const schema: EmbeddedSchema = {
  name,
  sets: [agentMigrations],
  roles: ["croupier_app", "croupier_config"],
  migrateCommand: migrateCommand(name)
}

const compose = (database: PreparedDatabase, options: EmbeddedAgentsOptions) => {
  const { maintenance, relay } = partsOf(options)
  const heartbeat = HeartbeatProvider.make(() => Effect.void)
  const ground = () => brandsAndRevocations(name)
  const maintained = AgentWorker.layer({ relay }).pipe(
    Layer.provide(AgentMaintenance.layerSql),
    Layer.provide(ground())
  )
  const work = maintenance ? maintained : relay ? relayWorker("agent") : undefined
  const background = work === undefined ? Layer.empty : onWorkerLogin(work, database, "croupier_app", heartbeat)
  const watched = { name, domain: "agent", hasOutbox: true, relay, maintenance, heartbeat }
  const embedding = Layer.scoped(
    EmbeddedAgents,
    Effect.flatMap(BrandDirectory, (directory) =>
      makeEmbedding(database, watched, { watchEvery: options.watchEvery, directory })
    )
  )
  const signingKeys = Layer.mapError(SigningKeysSql.layerSql("agent"), notRead(name))
  const agents = layerSql.pipe(Layer.provide(TokenIssuer.layer), Layer.provideMerge(Layer.merge(signingKeys, ground())))
  return Layer.mergeAll(Layer.provideMerge(embedding, agents), background).pipe(
    Layer.provide([callPool(database, options), Notifier.layer, keyRing(name, options.keys)])
  )
}
