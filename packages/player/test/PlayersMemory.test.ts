import * as Revocations from "@croupier/core/auth/Revocations"
import { describe, it } from "@effect/vitest"
import { Effect, Layer, TestClock } from "effect"
import * as PlayerStoreMemory from "../src/store/PlayerStoreMemory.js"
import { laws } from "../src/testing/laws.js"
import * as World from "../src/testing/World.js"
import { timeByTestClock } from "./timeByTestClock.js"

const world = World.layer(
  PlayerStoreMemory.layer.pipe(Layer.provideMerge(Revocations.layerMemory), Layer.merge(timeByTestClock))
)

describe("the laws of players, in memory", () => {
  for (const law of laws) {
    it.effect(law.name, () =>
      Effect.zipRight(TestClock.setTime(Date.UTC(2026, 10, 22, 16)), Effect.provide(law.hold, world))
    )
  }
})
