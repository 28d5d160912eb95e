const first = 1000
const longest = 15 * 60 * 1000

/** Milliseconds until stored work that was refused is tried again: a second, doubled with each try up to a quarter of an hour. */
export const retryDelay = (tries: number): number => Math.min(first * 2 ** Math.min(tries, 20), longest)
