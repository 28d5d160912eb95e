import { layerMemory } from "@croupier/wallet/WalletMemory"
import { describe, it } from "@effect/vitest"
import { Effect, TestClock } from "effect"
import { laws } from "../src/testing/laws.js"
import * as World from "../src/testing/World.js"
import { storeMemory } from "./storeMemory.js"

const world = World.layer(storeMemory, layerMemory)

describe("the laws of agents, in memory", () => {
  for (const law of laws) {
    it.effect(law.name, () =>
      Effect.zipRight(TestClock.setTime(Date.UTC(2026, 10, 22, 16)), Effect.provide(law.hold, world))
    )
  }
})
