import * as Revocations from "@croupier/core/auth/Revocations"
import * as EventStreamMemory from "@croupier/core/events/EventStreamMemory"
import * as Notifier from "@croupier/core/events/Notifier"
import { Effect, Layer } from "effect"
import * as PlayerStoreMemory from "../src/internal/store/PlayerStoreMemory.js"
import * as Published from "../src/testing/Published.js"
import { timeByTestClock } from "./timeByTestClock.js"

/** Players in memory, and what a law needs to inspect them. */
export const storeMemory = Layer.merge(PlayerStoreMemory.layerMemory, Published.layer(Effect.void)).pipe(
  Layer.provideMerge(Revocations.layerMemory),
  Layer.provide(EventStreamMemory.layerMemory),
  Layer.provide(Notifier.layer),
  Layer.merge(timeByTestClock)
)
