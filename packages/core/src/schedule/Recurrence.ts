import { DateTime, Option } from "effect"
import type { Timezone } from "../Brand.js"

/** How often a period begins: at each local full hour, midnight, Monday's midnight, or midnight of a month's first day. */
export type Recurrence = "hourly" | "daily" | "weekly" | "monthly"

/**
 * The first boundary after the instant, both in milliseconds of the epoch. A day begins with its first instant, which is not
 * midnight where summer time skips that. Always later than `after`, so a chain of boundaries has neither gap nor overlap.
 */
export const nextBoundary = (every: Recurrence, timezone: Timezone, after: number): number => {
  if (every === "hourly") return nextHour(timezone, after)
  const { year, month, day, weekDay } = local(timezone, after)
  switch (every) {
    case "daily":
      return firstAfter(after, (n) => startOfDay(timezone, year, month, day + n))
    case "weekly":
      return firstAfter(after, (n) => startOfDay(timezone, year, month, day + 7 * n - ((weekDay + 6) % 7)))
    case "monthly":
      return firstAfter(after, (n) => startOfDay(timezone, year, month + n, 1))
  }
}

/** The last boundary that is not after the instant: where a job's very first period begins. */
export const lastBoundary = (every: Recurrence, timezone: Timezone, at: number): number => {
  let last = nextBoundary(every, timezone, at - reach[every])
  for (let next = last; next <= at; next = nextBoundary(every, timezone, next)) last = next
  return last
}

const hour = 3_600_000

/** More than the longest period of each kind, whatever the clocks did in it. */
const reach: Readonly<Record<Recurrence, number>> = {
  hourly: 3 * hour,
  daily: 50 * hour,
  weekly: 9 * 24 * hour,
  monthly: 33 * 24 * hour
}

/** Full hours of the local clock, some of which are at half past elsewhere. The hour that autumn repeats is two periods. */
const nextHour = (timezone: Timezone, after: number): number => {
  const offset = DateTime.zonedOffset(zoned(timezone, after))
  return Math.floor((after + offset) / hour) * hour + hour - offset
}

const firstAfter = (after: number, boundary: (step: number) => number): number => {
  // The first step is enough but for a calendar day that a place has left out.
  for (let step = 1; ; step += 1) {
    const at = boundary(step)
    if (at > after) return at
  }
}

/** `day` and `month` may run over, as those of `Date.UTC` may. */
const startOfDay = (timezone: Timezone, year: number, month: number, day: number): number => {
  const wall = DateTime.unsafeMake(Date.UTC(year, month - 1, day))
  return DateTime.toEpochMillis(
    DateTime.unsafeMakeZoned(wall, { timeZone: timezone, adjustForTimeZone: true, disambiguation: "compatible" })
  )
}

const local = (timezone: Timezone, at: number) => DateTime.toParts(zoned(timezone, at))

const zoned = (timezone: Timezone, at: number): DateTime.Zoned =>
  Option.getOrThrow(DateTime.makeZoned(at, { timeZone: timezone }))
