import { Effect } from "effect"
import * as VirtualClock from "../../src/testing/VirtualClock.js"

/** Runs a test under a clock of its own that begins at the given instant and that the test moves. */
export const underVirtualClock = <A, E, R>(
  start: number,
  use: (clock: VirtualClock.VirtualClock) => Effect.Effect<A, E, R>
): Effect.Effect<A, E, R> => {
  const clock = VirtualClock.make(start)
  return Effect.withClock(use(clock), clock)
}
