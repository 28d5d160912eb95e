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
import { Context, Effect, Layer } from "effect"
import type { ExclusionRegister } from "./contract/ExclusionRegister.js"
import type { Players } from "./contract/Players.js"
import type { PlayGate } from "./contract/PlayGate.js"
import { playerMigrations } from "./migrations.js"
import * as PlayerMaintenance from "./PlayerMaintenance.js"
import { layerSql } from "./PlayersSql.js"
import * as PlayerWorker from "./PlayerWorker.js"

export { DatabaseNotReady } from "@croupier/core/embedded/DatabaseNotReady"
export type { EmbeddedHealth, HealthProblem } from "@croupier/core/embedded/EmbeddedHealth"
export type { EmbeddedKey, EmbeddedKeys } from "@croupier/core/embedded/EmbeddedKeys"
export type { Embedding } from "@croupier/core/embedded/Embedding"

/** How an app of one process embeds its players. */
export type EmbeddedPlayersOptions = EmbeddedOptions & {
  /** The keys under which personal data and token keys are sealed. Kept by the app, for as long as the data. */
  readonly keys: EmbeddedKeys
}

/** Registers licences and brands for the players of this app, and reports their health. */
export class EmbeddedPlayers extends Context.Tag("@croupier/player/EmbeddedPlayers")<EmbeddedPlayers, Embedding>() {}

/** What the layer provides in addition to `Players`: what an app checks access tokens with. */
export type EmbeddedPlayersServices = BrandDirectory | EmbeddedPlayers | Players | Revocations.Revocations | SigningKeys

/**
 * The players in an app of one process, on the app's own PostgreSQL: makes roles and schemas, answers `Players`, publishes the
 * outbox and does the background work. What refuses their play is the `PlayGate`, which the embedded wallet answers. What it
 * is missing is one warning line and a problem of `EmbeddedPlayers.health`. Its scope closes within ten seconds.
 */
export const layer = (
  options: EmbeddedPlayersOptions
): Layer.Layer<EmbeddedPlayersServices, DatabaseNotReady, ExclusionRegister | PlayGate> =>
  embed(schema, options, compose)

/** Makes the roles and brings the schema up to date, and does nothing else: for a step of a deployment. */
export const migrate = (target: DatabaseTarget): Effect.Effect<void, DatabaseNotReady> => migrateOnly(schema, target)

const name = "@croupier/player"

const schema: EmbeddedSchema = {
  name,
  sets: [playerMigrations],
  roles: ["croupier_app", "croupier_player_worker", "croupier_config"],
  migrateCommand: migrateCommand(name)
}

const compose = (database: PreparedDatabase, options: EmbeddedPlayersOptions) => {
  const { maintenance, relay } = partsOf(options)
  const heartbeat = HeartbeatProvider.make(() => Effect.void)
  const ground = () => brandsAndRevocations(name)
  const maintained = PlayerWorker.layer({ relay }).pipe(
    Layer.provide(PlayerMaintenance.layerSql),
    Layer.provide(ground())
  )
  const work = maintenance ? maintained : relay ? relayWorker("player") : undefined
  const background =
    work === undefined ? Layer.empty : onWorkerLogin(work, database, "croupier_player_worker", heartbeat)
  const watched = { name, domain: "player", hasOutbox: true, relay, maintenance, heartbeat }
  const embedding = Layer.scoped(
    EmbeddedPlayers,
    Effect.flatMap(BrandDirectory, (directory) =>
      makeEmbedding(database, watched, { watchEvery: options.watchEvery, directory })
    )
  )
  const signingKeys = Layer.mapError(SigningKeysSql.layerSql("player"), notRead(name))
  const players = layerSql.pipe(
    Layer.provide(TokenIssuer.layer),
    Layer.provideMerge(Layer.merge(signingKeys, ground()))
  )
  return Layer.mergeAll(Layer.provideMerge(embedding, players), background).pipe(
    Layer.provide([callPool(database, options), Notifier.layer, keyRing(name, options.keys)])
  )
}
