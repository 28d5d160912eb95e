import type { MemoryOutbox } from "@croupier/core/events/EventStreamMemory"
import { Layer } from "effect"
import type { Rolling } from "./contract/Rolling.js"
import type { WalletFeed } from "./contract/WalletFeed.js"
import { rollingLayer } from "./internal/rollingLayer.js"
import * as RollingStoreMemory from "./internal/store/RollingStoreMemory.js"

/** Turnover in memory, for tests and for apps that need no more; `WalletFeed` takes the wallet's events. */
export const layerMemory: Layer.Layer<Rolling | WalletFeed, never, MemoryOutbox> = Layer.provide(
  rollingLayer,
  RollingStoreMemory.layerMemory
)
