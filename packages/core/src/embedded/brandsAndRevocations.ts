import { Layer } from "effect"
import * as RevocationsSql from "../auth/RevocationsSql.js"
import * as BrandDirectorySql from "../brands/BrandDirectorySql.js"
import { DatabaseNotReady } from "./DatabaseNotReady.js"

/** The brands and revocations of the database, for the domain of this name. Each call makes a layer of its own. */
export const brandsAndRevocations = (name: string) =>
  Layer.mapError(Layer.merge(BrandDirectorySql.layerSql(), RevocationsSql.layerSql()), notRead(name))

/** What the start reads and cannot: keys sealed under another ring among it. */
export const notRead =
  (name: string) =>
  (error: { readonly _tag: string; readonly message: string }): DatabaseNotReady =>
    error._tag === "SealBroken"
      ? new DatabaseNotReady({
          code: "invalid-keys",
          message: `${name}: the database was encrypted with different keys`
        })
      : new DatabaseNotReady({ code: "database-unreachable", message: `${name}: ${error.message}` })
