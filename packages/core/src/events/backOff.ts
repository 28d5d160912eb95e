import { Duration } from "effect"

/** How long to wait after `idle` rounds without work: 20 ms, doubled each time, at most `atMost` (default 250 ms). */
export const backOff = (idle: number, atMost: Duration.DurationInput = "250 millis"): Duration.Duration =>
  Duration.min(Duration.millis(20 * 2 ** Math.min(idle, 10)), atMost)
