/**
 * Whether this is the long run (`CROUPIER_LONG=1`). `npm run test:long` runs the test files that import this module, so a
 * test file that does more in the long run imports it itself.
 */
export const isLongRun: boolean = process.env.CROUPIER_LONG === "1"

/** How often a property is tried: `full` times in the long run, a tenth of it otherwise. */
export const runs = (full: number): number => (isLongRun ? full : Math.max(1, Math.ceil(full / 10)))
