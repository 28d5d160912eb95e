import type { Timezone } from "@croupier/core/Brand"
import { DateTime, Option } from "effect"

/** A day of a timezone's calendar, and of the week from 1 Monday to 7 Sunday. */
export interface CalendarDay {
  readonly day: string
  readonly weekday: number
  readonly month: string
  /** The Monday of its week. */
  readonly week: string
}

/** The calendar day of an instant in a timezone. */
export const localDay = (timezone: Timezone, at: number): CalendarDay => {
  const { day, month, weekDay, year } = DateTime.toParts(
    Option.getOrThrow(DateTime.makeZoned(at, { timeZone: timezone }))
  )
  const weekday = weekDay === 0 ? 7 : weekDay
  const text = (offset: number) => new Date(Date.UTC(year, month - 1, day - offset)).toISOString().slice(0, 10)
  return { day: text(0), weekday, month: text(0).slice(0, 7), week: text(weekday - 1) }
}

/** The first instant of a calendar day in a timezone, in milliseconds of the epoch. */
export const startOf = (timezone: Timezone, day: string): number =>
  DateTime.toEpochMillis(
    DateTime.unsafeMakeZoned(`${day}T00:00:00Z`, {
      timeZone: timezone,
      adjustForTimeZone: true,
      disambiguation: "compatible"
    })
  )
