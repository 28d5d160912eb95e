import { Layer } from "effect"
import type * as Callbacks from "./callback/Callbacks.js"
import type { Games } from "./contract/Games.js"
import * as CallStore from "./internal/calls/CallStore.js"
import * as Catalogue from "./internal/catalogue/Catalogue.js"
import * as Credentials from "./internal/credential/Credentials.js"
import { type GamesNeeds, gamesAndCallbacks } from "./internal/gamesLayer.js"
import * as PlaySessions from "./internal/launch/PlaySessions.js"

const stores = Layer.mergeAll(
  CallStore.layerMemory,
  Catalogue.layerMemory,
  Credentials.layerMemory,
  PlaySessions.layerMemory
)

/** Games and callbacks in memory. */
export const layerMemory: Layer.Layer<Games | Callbacks.Callbacks, never, GamesNeeds> = Layer.provide(
  gamesAndCallbacks,
  stores
)
