import { describe, expect, it } from "@effect/vitest"
import { DateTime, FastCheck as fc } from "effect"
import { Timezone } from "../../src/Brand.js"
import { lastBoundary, nextBoundary, type Recurrence } from "../../src/schedule/Recurrence.js"

const hour = 3_600_000
const day = 24 * hour

const timezones = [
  "UTC",
  "Asia/Seoul",
  "Europe/Malta",
  "America/Sao_Paulo",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "America/St_Johns"
].map((zone) => Timezone.make(zone))

const timezone = fc.constantFrom(...timezones)
const every = fc.constantFrom<Recurrence>("hourly", "daily", "weekly", "monthly")
const instant = fc.integer({ min: Date.UTC(2005, 0, 1), max: Date.UTC(2035, 0, 1) })

const inZone = (zone: Timezone, at: number) => DateTime.toParts(DateTime.unsafeMakeZoned(at, { timeZone: zone }))

/** Lengths of a period from shortest to longest, with what summer time and a left-out day may do to it. */
const lengths: Record<Recurrence, readonly [number, number]> = {
  hourly: [hour / 2, hour],
  daily: [22 * hour, 26 * hour],
  weekly: [5 * day, 7 * day + 2 * hour],
  monthly: [27 * day, 31 * day + 2 * hour]
}

describe("Recurrence", () => {
  it.prop(
    "the next boundary is later, and between two of them there is no other",
    { every, timezone, instant },
    (given) => {
      const next = nextBoundary(given.every, given.timezone, given.instant)
      expect(next).toBeGreaterThan(given.instant)
      expect(nextBoundary(given.every, given.timezone, next - 1)).toBe(next)
      expect(lastBoundary(given.every, given.timezone, next)).toBe(next)
      const last = lastBoundary(given.every, given.timezone, given.instant)
      expect(last).toBeLessThanOrEqual(given.instant)
      expect(nextBoundary(given.every, given.timezone, last)).toBe(next)
      const [shortest, longest] = lengths[given.every]
      expect(next - last).toBeGreaterThanOrEqual(shortest)
      expect(next - last).toBeLessThanOrEqual(longest)
    }
  )

  it.prop(
    "a boundary is the first instant of its day, week or month where the brand is",
    { every, timezone, instant },
    (given) => {
      const at = nextBoundary(given.every, given.timezone, given.instant)
      const [before, here] = [inZone(given.timezone, at - 1), inZone(given.timezone, at)]
      if (given.every === "hourly") {
        expect(at % (hour / 4)).toBe(0)
        return
      }
      expect(before.day).not.toBe(here.day)
      if (given.every === "weekly") expect(here.weekDay).toBe(1)
      if (given.every === "monthly") expect([here.day, before.month === here.month]).toEqual([1, false])
    }
  )

  const boundaries = (every: Recurrence, zone: string, from: string, count: number) => {
    const found: Array<string> = []
    let at = Date.parse(from)
    for (let n = 0; n < count; n += 1) {
      at = nextBoundary(every, Timezone.make(zone), at)
      found.push(new Date(at).toISOString().slice(0, 16))
    }
    return found
  }

  it("the day that summer time begins in Malta has 23 hours and the one it ends 25", () => {
    expect(boundaries("daily", "Europe/Malta", "2026-03-28T12:00Z", 2)).toEqual([
      "2026-03-28T23:00",
      "2026-03-29T22:00"
    ])
    expect(boundaries("daily", "Europe/Malta", "2026-10-24T12:00Z", 2)).toEqual([
      "2026-10-24T22:00",
      "2026-10-25T23:00"
    ])
    expect(boundaries("hourly", "Europe/Malta", "2026-10-24T23:30Z", 3)).toEqual([
      "2026-10-25T00:00",
      "2026-10-25T01:00",
      "2026-10-25T02:00"
    ])
  })

  it("where summer time skips midnight the day begins at one, and where it repeats the last hour the day has 25", () => {
    expect(boundaries("daily", "America/Sao_Paulo", "2017-10-14T12:00Z", 2)).toEqual([
      "2017-10-15T03:00",
      "2017-10-16T02:00"
    ])
    expect(boundaries("daily", "America/Sao_Paulo", "2018-02-17T12:00Z", 2)).toEqual([
      "2018-02-18T03:00",
      "2018-02-19T03:00"
    ])
    expect(boundaries("daily", "America/Sao_Paulo", "2018-02-17T02:00Z", 1)).toEqual(["2018-02-18T03:00"])
  })

  it("months end where they end, in leap years too, and Seoul's day begins at 15:00 UTC", () => {
    expect(boundaries("monthly", "Asia/Seoul", "2028-01-31T14:59Z", 3)).toEqual([
      "2028-01-31T15:00",
      "2028-02-29T15:00",
      "2028-03-31T15:00"
    ])
    expect(boundaries("weekly", "Asia/Seoul", "2026-12-31T00:00Z", 2)).toEqual(["2027-01-03T15:00", "2027-01-10T15:00"])
  })
})
