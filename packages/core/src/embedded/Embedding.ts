import type { Effect } from "effect"
import type { Brand, BrandKey, Licence } from "../Brand.js"
import type { DatabaseNotReady } from "./DatabaseNotReady.js"
import type { EmbeddedHealth } from "./EmbeddedHealth.js"

/** What an app that embeds a domain does with it, apart from the domain's own service. */
export interface Embedding {
  /** Writes a licence, new or changed. Acts as `croupier_config`. */
  readonly registerLicence: (licence: Licence) => Effect.Effect<void, DatabaseNotReady>
  /**
   * Writes a brand, new or changed, and before it the licence where one is given; this domain knows it when it returns. Acts
   * as `croupier_config`.
   */
  readonly registerBrand: (brand: Brand, licence?: Licence) => Effect.Effect<void, DatabaseNotReady>
  /** The brand of this key as it is registered now; undefined where there is none. */
  readonly brand: (key: BrandKey) => Effect.Effect<Brand | undefined, DatabaseNotReady>
  /** The keys of all registered brands. */
  readonly brands: Effect.Effect<ReadonlyArray<BrandKey>, DatabaseNotReady>
  /** How the domain is now: what it needs and does not have. */
  readonly health: Effect.Effect<EmbeddedHealth>
}
