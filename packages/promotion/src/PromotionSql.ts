import type { Notifier } from "@croupier/core/events/Notifier"
import type { SqlClient } from "@effect/sql/SqlClient"
import { Layer } from "effect"
import type { PromotionFeed } from "./contract/PromotionFeed.js"
import type { Promotions } from "./contract/Promotions.js"
import { type PromotionNeeds, promotionLayer } from "./internal/promotionLayer.js"
import * as PromotionStoreSql from "./internal/store/PromotionStoreSql.js"

/** Promotions on PostgreSQL. Events come from the worker's consumer, or from the app's own delivery to `PromotionFeed`. */
export const layerSql: Layer.Layer<Promotions | PromotionFeed, never, SqlClient | Notifier | PromotionNeeds> =
  Layer.provide(promotionLayer, PromotionStoreSql.layerSql)
