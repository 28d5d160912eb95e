import type { Timezone } from "@croupier/core/Brand"
import type { LimitPeriod } from "@croupier/player/contract"
import { DateTime } from "effect"

/** A half-open stretch of time, milliseconds of the epoch. */
export interface Period {
  readonly from: number
  readonly until: number
}

const last = new Map<string, Period>()

/** The day, week (from Monday) or month of a timezone that an instant lies in, whatever daylight saving does to it. */
export const periodOf = (timezone: Timezone, period: LimitPeriod, now: number): Period => {
  const name = `${timezone} ${period}`
  const known = last.get(name)
  if (known && known.from <= now && now < known.until) return known
  const instant = DateTime.unsafeMakeZoned(now, { timeZone: timezone })
  const from = DateTime.startOf(instant, period, { weekStartsOn: 1 })
  const until = DateTime.startOf(DateTime.add(from, lengths[period]), period, { weekStartsOn: 1 })
  const found = { from: DateTime.toEpochMillis(from), until: DateTime.toEpochMillis(until) }
  last.set(name, found)
  return found
}

/** Longer than the longest of its kind and shorter than two, so the start of what it lands in is the next start. */
const lengths = { day: { hours: 36 }, week: { days: 10 }, month: { days: 45 } } as const
