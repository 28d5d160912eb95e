/** What a worker has said of itself; times in milliseconds of the epoch. */
export interface Heartbeat {
  readonly since: number
  readonly expected: ReadonlyArray<string>
  /** The last stamp of each loop that has stamped at all. */
  readonly loops: ReadonlyMap<string, number>
  readonly ready: number | undefined
  readonly scheduler: number | undefined
  readonly failedJobs: ReadonlyArray<string>
}

/** A worker that has just started: nothing has run yet. */
export const started = (expected: ReadonlyArray<string>, at: number): Heartbeat => ({
  since: at,
  expected,
  loops: new Map(),
  ready: undefined,
  scheduler: undefined,
  failedJobs: []
})

/**
 * The oldest loop's last stamp, the worker's own heartbeat. A loop that has not stamped yet counts from the start, so that
 * one which hangs in its first iteration is noticed too. `undefined` until some loop has stamped.
 */
export const oldest = ({ expected, loops, since }: Heartbeat): number | undefined =>
  loops.size === 0 ? undefined : Math.min(...expected.map((name) => loops.get(name) ?? since))
