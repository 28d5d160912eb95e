import * as JwksSource from "@croupier/core/auth/JwksSource"
import * as TokenVerifier from "@croupier/core/auth/TokenVerifier"
import type { EmbeddedHealth } from "@croupier/core/embedded/EmbeddedHealth"
import type { EmbeddedKey } from "@croupier/core/embedded/EmbeddedKeys"
import { memoryEmbedding } from "@croupier/core/embedded/memoryEmbedding"
import * as ClientServices from "@croupier/core/promise/ClientServices"
import { CroupierError } from "@croupier/core/promise/CroupierError"
import type { OpenClient } from "@croupier/core/promise/OpenClient"
import type { BackgroundOptions, BrandOptions, DatabaseOptions, MemoryOptions } from "@croupier/core/promise/Options"
import { openBrand } from "@croupier/core/promise/openBrand"
import { type Promised, promised } from "@croupier/core/promise/promised"
import { runOnce } from "@croupier/core/promise/Session"
import { Effect, Layer } from "effect"
import { ExclusionRegister } from "../../contract/ExclusionRegister.js"
import { PlayerCallApi } from "../../contract/PlayerCallApi.js"
import { Players } from "../../contract/Players.js"
import { EmbeddedPlayers, layer, migrate as migrateDatabase } from "../../embedded.js"
import { layerMemory } from "../../PlayersMemory.js"
import { layerOf, type PlainPlayGate } from "./PlainPlayGate.js"

/** Where the players are stored, for which brand, and what refuses their play. */
export type PlayersOptions = (SealedDatabase | MemoryOptions) &
  BackgroundOptions & {
    /** A brand to register, or the key of one that is. */
    readonly brand: BrandOptions | string
    /** What refuses bets: the open wallet of this app, or a gate of the app's own. */
    readonly gate: OpenClient<"wallet"> | PlainPlayGate
  }

/** A database with the keys that seal personal data; the first seals, all open. Kept by the app, for as long as the data. */
export type SealedDatabase = DatabaseOptions & { readonly keys: ReadonlyArray<EmbeddedKey> }

/** The signed-in player that an access token names, as `launch` of `@croupier/game/promise` takes them. */
export interface TokenOwner {
  readonly player: string
  /** The player's short name in accounts at providers. */
  readonly code: string
  readonly session: string
  /** Whether the player is excluded: the session is for their own data only, and a launch is refused. */
  readonly restricted: boolean
}

/**
 * The players of one brand. Every method takes one object and answers plain values; it rejects with a `CroupierError` that
 * has the code of the problem in the reference.
 */
export interface PlayersClient extends Promised<typeof PlayerCallApi, "brand">, OpenClient<"players"> {
  readonly brand: string
  /** The owner of an access token of this brand; rejects with the code `token-refused`. */
  verify(accessToken: string): Promise<TokenOwner>
  /** What this process needs and does not have; never rejects before the close. */
  health(): Promise<EmbeddedHealth>
}

/**
 * Opens the players of a brand on PostgreSQL: makes the roles and the schema where needed, and runs the background work in this
 * process. Rejects with a `NotReady` that names what is missing, or an `InvalidInput`.
 *
 * @example
 * const wallet = await openWallet({ databaseUrl, brand })
 * const players = await openPlayers({ databaseUrl, brand: "mybrand", keys, gate: wallet })
 */
export const openPlayers = async (options: PlayersOptions): Promise<PlayersClient> => {
  const { brand, session } = await openBrand("players", layerFor(options), EmbeddedPlayers, options)
  const verify = (token: string) =>
    Effect.flatMap(TokenVerifier.TokenVerifier, (verifier) => verifier.verify("player", String(token))).pipe(
      Effect.filterOrFail(({ principal }) => principal.brand === brand.key),
      Effect.mapBoth({
        onSuccess: ({ principal: { code, player, restricted = false, session } }) => ({
          player,
          code,
          session,
          restricted
        }),
        onFailure: () => new CroupierError("token-refused", "the access token is not valid, or of another brand")
      })
    )
  return ClientServices.share(session, {
    ...promised(PlayerCallApi, Players, session, { brand: brand.key }),
    domain: "players",
    brand: brand.key,
    verify: (token) => session.run(verify(token)),
    health: () => session.run(Effect.flatMap(EmbeddedPlayers, ({ health }) => health)),
    close: session.close
  })
}

/** Makes the roles and brings the schema up to date, and does nothing else: for a step of a deployment. */
export const migrate = (target: DatabaseOptions): Promise<void> => runOnce("players", migrateDatabase(target))

const layerFor = (options: PlayersOptions) =>
  Layer.provideMerge(
    Layer.provide(TokenVerifier.layer, JwksSource.layerOwn("player")),
    ("memory" in options ? memory : layer(options)).pipe(Layer.provide([layerOf(options.gate), ExclusionRegister.none]))
  )

/** Players with a register of brands and keys of their own. */
const memory = Layer.provideMerge(layerMemory, memoryEmbedding(EmbeddedPlayers))
