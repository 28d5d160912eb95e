import { memoryEmbedding } from "@croupier/core/embedded/memoryEmbedding"
import * as ClientServices from "@croupier/core/promise/ClientServices"
import type { BackgroundOptions, BrandOptions, DatabaseOptions, MemoryOptions } from "@croupier/core/promise/Options"
import { openBrand } from "@croupier/core/promise/openBrand"
import { runOnce } from "@croupier/core/promise/Session"
import { Layer } from "effect"
import type { Wallet } from "../../contract/Wallet.js"
import { EmbeddedWallet, layer, migrate as migrateDatabase } from "../../embedded.js"
import * as PlayGateWallet from "../../gate/PlayGateWallet.js"
import * as WalletMemory from "../../WalletMemory.js"
import type { Actor } from "./CommandInputs.js"
import { makeClient } from "./makeClient.js"
import type { WalletClient } from "./WalletClient.js"

/** Where the wallet stores its ledger, for which brand, and its background work in this process. */
export type WalletOptions = (DatabaseOptions | MemoryOptions) &
  BackgroundOptions & {
    /** A brand to register, or the key of one that is. */
    readonly brand: BrandOptions | string
    /** The actor where a call names none; default `{ kind: "system", id: "app" }`. */
    readonly actor?: Actor
  }

/**
 * Opens the wallets of a brand. On PostgreSQL it makes the roles and the schema where needed, and runs the background work
 * of the ledger in this process. Rejects with a `NotReady` that names what is missing, or an `InvalidInput`.
 *
 * @example
 * const wallet = await openWallet({ databaseUrl, brand: { key: "mybrand", currencies: ["EUR"] } })
 */
export const openWallet = async (options: WalletOptions): Promise<WalletClient> => {
  const { brand, session } = await openBrand("wallet", layerOf(options), EmbeddedWallet, options)
  return ClientServices.share(session, makeClient(session, brand, options.actor ?? { kind: "system", id: "app" }))
}

/** Makes the roles and brings the schema up to date, and does nothing else: for a step of a deployment. */
export const migrate = (target: DatabaseOptions): Promise<void> => runOnce("wallet", migrateDatabase(target))

const layerOf = (options: WalletOptions) =>
  Layer.provideMerge(PlayGateWallet.layer, "memory" in options ? memory : layer(options))

/** A ledger with a register of brands of its own. */
const memory: Layer.Layer<EmbeddedWallet | Wallet> = Layer.merge(
  WalletMemory.layerMemory,
  memoryEmbedding(EmbeddedWallet)
)
