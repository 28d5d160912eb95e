import type { MemoryOutbox } from "@croupier/core/events/EventStreamMemory"
import { Layer } from "effect"
import type { PromotionFeed } from "./contract/PromotionFeed.js"
import type { Promotions } from "./contract/Promotions.js"
import { type PromotionNeeds, promotionLayer } from "./internal/promotionLayer.js"
import * as PromotionStoreMemory from "./internal/store/PromotionStoreMemory.js"

/** Promotions in memory, for tests and for apps that need no more; `PromotionFeed` takes the wallet's events. */
export const layerMemory: Layer.Layer<Promotions | PromotionFeed, never, MemoryOutbox | PromotionNeeds> = Layer.provide(
  promotionLayer,
  PromotionStoreMemory.layerMemory
)
