/**
 * Whether this is the long run (`CROUPIER_LONG=1`). `npm run test:long` runs the test files that import this module, so a
 * test file that does more in the long run imports it itself.
 */
export const isLongRun: boolean = process.env.CROUPIER_LONG === "1"

/** How often a property is tried: `full` times in the long run, a tenth of it otherwise. */
export const runs = (full: number): number => (isLongRun ? full : Math.max(1, Math.ceil(full / 10)))

/** All of these in the long run; otherwise the first of every `each`, where what is alike is slow. */
export const sampled = <A>(all: ReadonlyArray<A>, each: number): ReadonlyArray<A> =>
  isLongRun ? all : all.filter((_, index) => index % each === 0)
