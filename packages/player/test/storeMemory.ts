import * as Revocations from "@croupier/core/auth/Revocations"
import * as EventStreamMemory from "@croupier/core/events/EventStreamMemory"
import * as WakeUps from "@croupier/core/events/WakeUps"
import { Effect, Layer } from "effect"
import * as PlayerStoreMemory from "../src/store/PlayerStoreMemory.js"
import * as Published from "../src/testing/Published.js"
import { timeByTestClock } from "./timeByTestClock.js"

/** Players in memory, and what a law needs to look at them. */
export const storeMemory = Layer.merge(PlayerStoreMemory.layer, Published.layer(Effect.void)).pipe(
  Layer.provideMerge(Revocations.layerMemory),
  Layer.provide(EventStreamMemory.layerMemory),
  Layer.provide(WakeUps.layer),
  Layer.merge(timeByTestClock)
)
