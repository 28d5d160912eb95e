import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import { callPool, onWorkerLogin, partsOf } from "@croupier/core/embedded/Background"
import { brandsAndRevocations } from "@croupier/core/embedded/brandsAndRevocations"
import type { DatabaseNotReady } from "@croupier/core/embedded/DatabaseNotReady"
import type { DatabaseTarget } from "@croupier/core/embedded/DatabaseTarget"
import { type EmbeddedKeys, keyRing } from "@croupier/core/embedded/EmbeddedKeys"
import type { EmbeddedOptions } from "@croupier/core/embedded/EmbeddedOptions"
import type { Embedding } from "@croupier/core/embedded/Embedding"
import { embed, migrateCommand, migrateOnly } from "@croupier/core/embedded/embed"
import { makeEmbedding } from "@croupier/core/embedded/makeEmbedding"
import type { EmbeddedSchema, PreparedDatabase } from "@croupier/core/embedded/prepareDatabase"
import * as HeartbeatProvider from "@croupier/core/worker/HeartbeatProvider"
import type { Players } from "@croupier/player/contract"
import type { ProviderBooks, Wallet } from "@croupier/wallet/contract"
import { Context, Effect, Layer } from "effect"
import type { Callbacks } from "./callback/Callbacks.js"
import * as KnownPlayers from "./callback/KnownPlayers.js"
import * as SecurityEvents from "./callback/SecurityEvents.js"
import type { Games } from "./contract/Games.js"
import * as GameMaintenance from "./GameMaintenance.js"
import { layerSql } from "./GamesSql.js"
import { gameMigrations } from "./migrations.js"

export { DatabaseNotReady } from "@croupier/core/embedded/DatabaseNotReady"
export type { EmbeddedHealth, HealthProblem } from "@croupier/core/embedded/EmbeddedHealth"
export type { EmbeddedKey, EmbeddedKeys } from "@croupier/core/embedded/EmbeddedKeys"
export type { Embedding } from "@croupier/core/embedded/Embedding"

/** How an app of one process embeds its games. They have no outbox, so `relay` has no effect here. */
export type EmbeddedGamesOptions = EmbeddedOptions & {
  /** The keys under which providers' secrets are sealed. Kept by the app, for as long as the credentials. */
  readonly keys: EmbeddedKeys
}

/** Registers licences and brands for the games of this app, and reports their health. */
export class EmbeddedGames extends Context.Tag("@croupier/game/EmbeddedGames")<EmbeddedGames, Embedding>() {}

/**
 * The games in an app of one process, on the app's own PostgreSQL: makes roles and schemas, answers `Games` and the providers'
 * `Callbacks`, and does the scheduled jobs. It needs the embedded wallet and players. What is missing is one
 * warning line and a problem of `EmbeddedGames.health`. Its scope closes within ten seconds.
 */
export const layer = (
  options: EmbeddedGamesOptions
): Layer.Layer<Callbacks | EmbeddedGames | Games, DatabaseNotReady, Players | ProviderBooks | Wallet> =>
  embed(schema, options, compose(KnownPlayers.layer))

/** The same without players: providers get the currency and no other facts. */
export const layerWithoutPlayers = (
  options: EmbeddedGamesOptions
): Layer.Layer<Callbacks | EmbeddedGames | Games, DatabaseNotReady, ProviderBooks | Wallet> =>
  embed(schema, options, compose(KnownPlayers.none))

/** Makes the roles and brings the schema up to date, and does nothing else: for a step of a deployment. */
export const migrate = (target: DatabaseTarget): Effect.Effect<void, DatabaseNotReady> => migrateOnly(schema, target)

const name = "@croupier/game"

const schema: EmbeddedSchema = {
  name,
  sets: [gameMigrations],
  roles: ["croupier_app", "croupier_config"],
  migrateCommand: migrateCommand(name)
}

const compose =
  <R>(known: Layer.Layer<KnownPlayers.KnownPlayers, never, R>) =>
  (database: PreparedDatabase, options: EmbeddedGamesOptions) => {
    const { maintenance } = partsOf(options)
    const heartbeat = HeartbeatProvider.make(() => Effect.void)
    const ground = () => brandsAndRevocations(name)
    const background = maintenance
      ? onWorkerLogin(Layer.provide(GameMaintenance.layerSql(), ground()), database, "croupier_app", heartbeat)
      : Layer.empty
    const watched = { name, domain: "game", hasOutbox: false, relay: false, maintenance, heartbeat }
    const embedding = Layer.scoped(
      EmbeddedGames,
      Effect.flatMap(BrandDirectory, (directory) =>
        makeEmbedding(database, watched, { watchEvery: options.watchEvery, directory })
      )
    )
    const games = Layer.merge(embedding, Layer.provide(layerSql, [SecurityEvents.layer, known])).pipe(
      Layer.provide(ground())
    )
    return Layer.merge(games, background).pipe(
      Layer.provide([callPool(database, options), keyRing(name, options.keys)])
    )
  }
