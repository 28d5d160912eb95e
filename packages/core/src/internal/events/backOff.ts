import { Duration, Effect } from "effect"
import type { Wait } from "../../events/Notifier.js"

/** How long to wait after `idle` rounds without work: 20 ms, doubled each time, at most `atMost` (default 250 ms). */
export const backOff = (idle: number, atMost: Duration.DurationInput = "250 millis"): Duration.Duration =>
  Duration.min(Duration.millis(20 * 2 ** Math.min(idle, 10)), atMost)

/** What follows a loop's rounds: `work` after one that found some, else a wait for a hint that grows from round to round. */
export const idling = (waiting: Wait, work: Effect.Effect<void> = Effect.void) => {
  let idle = 0
  return (worked: boolean): Effect.Effect<void> =>
    Effect.suspend(() => {
      if (!worked) return waiting(backOff(idle++))
      idle = 0
      return work
    })
}
