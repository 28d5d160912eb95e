import type { Timezone } from "@croupier/core/Brand"
import { lastBoundary, nextBoundary } from "@croupier/core/schedule/Recurrence"
import type { Cadence } from "../contract/Terms.js"

/** A period of settlement: from `from` on and before `to`, in milliseconds of the epoch. */
export interface Period {
  readonly from: number
  readonly to: number
}

/**
 * The period after the one that ended at `last`, or the first, which `opened` is in. It begins where the last one ended, so
 * that another cadence or timezone makes one odd period and never a gap.
 */
export const nextPeriod = (last: number | undefined, opened: number, cadence: Cadence, timezone: Timezone): Period => {
  const from = last ?? lastBoundary(cadence, timezone, opened)
  return { from, to: nextBoundary(cadence, timezone, from) }
}
