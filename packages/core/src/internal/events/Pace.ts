/**
 * How many events a consumer takes at once. Attempts that run out of time make it smaller and quick ones larger again;
 * after an attempt that failed, halving finds the event that fails.
 */
export interface Pace {
  /** Events in an attempt at most: how many fit into its time. */
  readonly size: number
  /** The number of next events that contain a failing one; 0 where none is known. */
  readonly suspects: number
}

/** The pace of a consumer that has not been slow yet. */
export const fullPace = (limit: number): Pace => ({ size: limit, suspects: 0 })

/** How many events to take next. */
export const nextSize = ({ size, suspects }: Pace): number =>
  suspects === 0 ? size : Math.min(size, Math.max(1, Math.floor(suspects / 2)))

/** After this many events took effect. A quick attempt of full size doubles the size, up to the limit. */
export const afterSuccess = (pace: Pace, taken: number, isQuick: boolean, limit: number): Pace => ({
  size: isQuick && taken >= pace.size ? Math.min(limit, pace.size * 2) : pace.size,
  suspects: Math.max(0, pace.suspects - taken)
})

/** After this many events failed together, or did not end in time. */
export const afterFailure = (pace: Pace, taken: number, wasSlow: boolean): Pace => ({
  size: wasSlow ? Math.max(1, Math.floor(taken / 2)) : pace.size,
  suspects: taken
})
