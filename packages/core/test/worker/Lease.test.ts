import { describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { layerMemory } from "../../src/worker/Lease.js"
import { leaseSteps, obeysTheLaws } from "./leaseLaws.js"
import { underVirtualClock } from "./virtual.js"

describe("Leases in memory", () => {
  it.effect.prop(
    "at most one holder, and none past its time",
    { steps: leaseSteps },
    ({ steps }) =>
      underVirtualClock(0, (clock) =>
        obeysTheLaws("relay", steps, (seconds) => clock.jumpTo(clock.unsafeCurrentTimeMillis() + seconds * 1000))
      ).pipe(Effect.provide(layerMemory)),
    { fastCheck: { numRuns: 100 } }
  )
})
