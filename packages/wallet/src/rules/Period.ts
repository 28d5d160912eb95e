import type { Timezone } from "@croupier/core/Brand"
import type { LimitPeriod } from "@croupier/player/contract"
import { DateTime } from "effect"

/** A half-open stretch of time, milliseconds of the epoch. */
export interface Period {
  readonly from: number
  readonly until: number
}

/** A brand's timezone, and the periods that were running when it was last changed: they end as they would have. */
export interface BrandClock {
  readonly timezone: Timezone
  readonly running?: Readonly<Record<LimitPeriod, Period>> | undefined
}

/**
 * The brand's period that holds an instant. What was running when the timezone changed continues to its end; the next period
 * begins there and ends where one of the new timezone does, so each instant is in one period of each kind.
 */
export const periodIn = ({ running, timezone }: BrandClock, period: LimitPeriod, now: number): Period => {
  const kept = running?.[period]
  if (kept && kept.from <= now && now < kept.until) return kept
  const found = periodOf(timezone, period, now)
  return kept && found.from < kept.until && kept.until <= now ? { from: kept.until, until: found.until } : found
}

/** The clock after a change of the timezone at an instant. */
export const withTimezone = (clock: BrandClock, timezone: Timezone, now: number): BrandClock =>
  timezone === clock.timezone
    ? clock
    : {
        timezone,
        running: {
          day: periodIn(clock, "day", now),
          week: periodIn(clock, "week", now),
          month: periodIn(clock, "month", now)
        }
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
