import { Effect, Layer, TestClock } from "effect"
import { Time } from "../src/testing/World.js"

/** Time in memory is the test's clock. */
export const timeByTestClock: Layer.Layer<Time> = Layer.effect(
  Time,
  Effect.map(TestClock.testClock(), (clock) => ({ pass: (duration) => clock.adjust(duration) }))
)
