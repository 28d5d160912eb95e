import * as Revocations from "@croupier/core/auth/Revocations"
import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import type { EmbeddedKey } from "@croupier/core/embedded/EmbeddedKeys"
import { memoryEmbedding } from "@croupier/core/embedded/memoryEmbedding"
import * as NodeHandler from "@croupier/core/http/adapters/NodeHandler"
import * as WebHandler from "@croupier/core/http/adapters/WebHandler"
import { layerOf } from "@croupier/core/promise/ClientServices"
import type { OpenClient } from "@croupier/core/promise/OpenClient"
import type { BackgroundOptions, BrandOptions, DatabaseOptions, MemoryOptions } from "@croupier/core/promise/Options"
import { openBrand } from "@croupier/core/promise/openBrand"
import { runOnce } from "@croupier/core/promise/Session"
import { Players } from "@croupier/player/contract"
import { ProviderBooks, Wallet } from "@croupier/wallet/contract"
import { HttpApi } from "@effect/platform"
import { Effect, Layer } from "effect"
import * as KnownPlayers from "../../callback/KnownPlayers.js"
import * as SecurityEvents from "../../callback/SecurityEvents.js"
import { EmbeddedGames, layer, layerWithoutPlayers, migrate as migrateDatabase } from "../../embedded.js"
import { layerMemory } from "../../GamesMemory.js"
import * as CallbackRoutes from "../../http/CallbackRoutes.js"
import { ProviderAddresses } from "../../launch/ProviderAddresses.js"
import { Providers } from "../../provider/Providers.js"
import type { GamesClient } from "./GamesClient.js"
import { makeClient } from "./makeClient.js"

/** Where the games are stored, for which brand, and the wallet and players of the app that they use. */
export type GamesOptions = (SealedDatabase | MemoryOptions) &
  Omit<BackgroundOptions, "relay"> & {
    /** A brand to register, or the key of one that is. */
    readonly brand: BrandOptions | string
    /** The open wallet of this app, with the same kind of store; it is closed after the games. */
    readonly wallet: OpenClient<"wallet">
    /** The open players of this app, for what providers may know of a player. Without them providers get the currency only. */
    readonly players?: OpenClient<"players">
    /** For development: providers on this machine are called too, also over plain http. Default false. */
    readonly allowLoopback?: boolean
  }

/** A database with the keys that seal providers' secrets; the first seals, all open. Kept by the app, for as long as the data. */
export type SealedDatabase = DatabaseOptions & { readonly keys: ReadonlyArray<EmbeddedKey> }

/**
 * Opens the games of a brand on PostgreSQL: makes the roles and the schema where needed, and runs the scheduled jobs in this process.
 * Rejects with a `NotReady` that names what is missing, or an `InvalidInput`.
 *
 * @example
 * const games = await openGames({ databaseUrl, brand: "mybrand", keys, wallet, players })
 * createServer(games.callbacks).listen(8080)
 */
export const openGames = async (options: GamesOptions): Promise<GamesClient> => {
  const { brand, session } = await openBrand("games", layerFor(options), EmbeddedGames, options)
  return makeClient(session, brand)
}

/** Makes the roles and brings the schema up to date, and does nothing else: for a step of a deployment. */
export const migrate = (target: DatabaseOptions): Promise<void> => runOnce("games", migrateDatabase(target))

const layerFor = (options: GamesOptions) => {
  const { allowLoopback = false, wallet } = options
  const games = "memory" in options ? memory(options) : onPostgres(options)
  return callbacks.pipe(
    Layer.provideMerge(Layer.provide(games, layerOf(wallet, Wallet))),
    Layer.provide(Layer.succeed(ProviderAddresses, { allowLoopback }))
  )
}

const onPostgres = (options: GamesOptions & SealedDatabase) =>
  (options.players === undefined
    ? layerWithoutPlayers(options)
    : Layer.provide(layer(options), layerOf(options.players, Players))
  ).pipe(Layer.provide(layerOf(options.wallet, ProviderBooks)))

const memory = ({ players }: GamesOptions) => {
  const known =
    players === undefined
      ? Layer.merge(KnownPlayers.none, Revocations.layerMemory)
      : Layer.merge(
          Layer.provide(KnownPlayers.layer, [layerOf(players, Players), layerOf(players, BrandDirectory)]),
          layerOf(players, Revocations.Revocations)
        )
  return Layer.merge(Layer.provide(layerMemory, [SecurityEvents.layer, known]), memoryEmbedding(EmbeddedGames))
}

/** The providers' callbacks for a server of the app's own. */
const callbacks = Layer.unwrapEffect(
  Effect.map(Providers, (providers) => {
    const served = {
      name: "games",
      api: HttpApi.make("callbacks"),
      handlers: CallbackRoutes.layer,
      refusalAnswer: CallbackRoutes.refusalAnswerOf(providers)
    }
    return Layer.merge(NodeHandler.layer(served), WebHandler.layer(served))
  })
)
