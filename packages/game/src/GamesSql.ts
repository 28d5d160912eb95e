import type { KeyRing } from "@croupier/core/auth/KeyRing"
import type { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import type { SqlClient } from "@effect/sql/SqlClient"
import { Layer } from "effect"
import type * as Callbacks from "./callback/Callbacks.js"
import type { Games } from "./contract/Games.js"
import * as CredentialsSql from "./credential/CredentialsSql.js"
import * as CallStoreSql from "./internal/calls/CallStoreSql.js"
import * as CatalogueSql from "./internal/catalogue/CatalogueSql.js"
import { type GamesNeeds, gamesAndCallbacks } from "./internal/gamesLayer.js"
import * as PlaySessionsSql from "./internal/launch/PlaySessionsSql.js"

const stores = Layer.mergeAll(
  CallStoreSql.layerSql,
  CatalogueSql.layerSql,
  CredentialsSql.layerSql,
  PlaySessionsSql.layerSql
)

/** Games and callbacks on PostgreSQL. */
export const layerSql: Layer.Layer<
  Games | Callbacks.Callbacks,
  never,
  GamesNeeds | SqlClient | KeyRing | BrandDirectory
> = Layer.provide(gamesAndCallbacks, stores)
