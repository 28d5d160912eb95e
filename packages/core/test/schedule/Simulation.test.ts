import { describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { layerMemory } from "../../src/internal/schedule/JobPeriodsMemory.js"
import { isLongRun } from "../../src/testing/LongRun.js"
import * as Lease from "../../src/worker/Lease.js"
import { underVirtualClock } from "../worker/virtual.js"
import { type Effected, simulate } from "./simulation.js"

const seeds = isLongRun ? [1, 2, 3, 4, 5, 6] : [1]

describe("400 days of scheduled jobs in memory", () => {
  for (const seed of seeds) {
    it.effect(`seed ${seed}: no period is missed and none is there twice, whatever clocks and processes do`, () =>
      underVirtualClock(0, (clock) => {
        const kept: Array<Effected> = []
        return simulate({
          days: 400,
          seed,
          every: ["hourly", "daily", "weekly", "monthly"],
          setClock: (millis) => clock.jumpTo(millis),
          keep: (effected, due) =>
            Effect.zipRight(
              due.done,
              Effect.sync(() => kept.push(effected))
            ),
          kept: Effect.succeed(kept)
        })
      }).pipe(Effect.provide(Layer.fresh(Layer.provideMerge(layerMemory, Lease.layerMemory))))
    )
  }
})
