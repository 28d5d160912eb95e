import type { Notifier } from "@croupier/core/events/Notifier"
import type { SqlClient } from "@effect/sql/SqlClient"
import { Layer } from "effect"
import type { Rolling } from "./contract/Rolling.js"
import type { WalletFeed } from "./contract/WalletFeed.js"
import { rollingLayer } from "./internal/rollingLayer.js"
import * as RollingStoreSql from "./internal/store/RollingStoreSql.js"

/** Turnover on PostgreSQL. Events come from the worker's consumer, or from the app's own delivery to `WalletFeed`. */
export const layerSql: Layer.Layer<Rolling | WalletFeed, never, SqlClient | Notifier> = Layer.provide(
  rollingLayer,
  RollingStoreSql.layerSql
)
