import * as Revocations from "@croupier/core/auth/Revocations"
import * as EventStreamMemory from "@croupier/core/events/EventStreamMemory"
import * as Notifier from "@croupier/core/events/Notifier"
import { Effect, Layer } from "effect"
import * as AgentStoreMemory from "../src/internal/store/AgentStoreMemory.js"
import * as Published from "../src/testing/Published.js"
import { timeByTestClock } from "./timeByTestClock.js"

/** Agents in memory, and what a law needs to look at them. */
export const storeMemory = Layer.merge(AgentStoreMemory.layerMemory, Published.layer(Effect.void)).pipe(
  Layer.provideMerge(Revocations.layerMemory),
  Layer.provide(EventStreamMemory.layerMemory),
  Layer.provide(Notifier.layer),
  Layer.merge(timeByTestClock)
)
