import type { Timezone } from "@croupier/core/Brand"
import { describe, expect, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { periodOf } from "../../src/rules/Period.js"
import { Table } from "./Table.js"

const hour = 3_600_000
const at = (iso: string): number => Date.parse(iso)
const of = (zone: string, period: "day" | "week" | "month", iso: string) => {
  const { from, until } = periodOf(zone as Timezone, period, at(iso))
  return [new Date(from).toISOString(), new Date(until).toISOString(), (until - from) / hour]
}

describe("a period of the brand's timezone", () => {
  it("is a day of 23 or 25 hours when Malta changes its clocks", () => {
    expect(of("Europe/Malta", "day", "2026-03-29T12:00:00Z")).toEqual([
      "2026-03-28T23:00:00.000Z",
      "2026-03-29T22:00:00.000Z",
      23
    ])
    expect(of("Europe/Malta", "day", "2026-10-25T01:30:00Z")).toEqual([
      "2026-10-24T22:00:00.000Z",
      "2026-10-25T23:00:00.000Z",
      25
    ])
  })

  it("begins at one o'clock on the day with the midnight that São Paulo skipped", () => {
    expect(of("America/Sao_Paulo", "day", "2018-11-04T12:00:00Z")).toEqual([
      "2018-11-04T03:00:00.000Z",
      "2018-11-05T02:00:00.000Z",
      23
    ])
    expect(of("America/Sao_Paulo", "day", "2018-11-04T02:59:59Z")[2]).toBe(24)
    expect(of("America/Sao_Paulo", "day", "2019-02-16T12:00:00Z")[2]).toBe(25)
    expect(of("America/Sao_Paulo", "day", "2019-02-17T02:30:00Z")).toEqual(
      of("America/Sao_Paulo", "day", "2019-02-16T12:00:00Z")
    )
  })

  it("begins at Seoul's midnight and not at ours, on a Monday, and on the first of a month of any length", () => {
    expect(of("Asia/Seoul", "day", "2026-03-01T14:59:59Z")[0]).toBe("2026-02-28T15:00:00.000Z")
    expect(of("Asia/Seoul", "day", "2026-03-01T15:00:00Z")[0]).toBe("2026-03-01T15:00:00.000Z")
    expect(of("Asia/Seoul", "week", "2026-03-01T14:59:59Z")).toEqual([
      "2026-02-22T15:00:00.000Z",
      "2026-03-01T15:00:00.000Z",
      168
    ])
    expect(of("Asia/Seoul", "month", "2026-02-28T14:00:00Z")[2]).toBe(28 * 24)
    expect(of("Asia/Seoul", "month", "2026-03-31T14:59:59Z")[1]).toBe("2026-03-31T15:00:00.000Z")
    expect(of("Europe/Malta", "month", "2026-03-31T12:00:00Z")[2]).toBe(31 * 24 - 1)
    expect(of("Europe/Malta", "week", "2026-10-25T12:00:00Z")[2]).toBe(169)
  })

  it("holds the instant it was asked for, and the next one begins where it ends, at any instant of forty years", () => {
    const zone = FastCheck.constantFrom("Europe/Malta", "America/Sao_Paulo", "Asia/Seoul", "Pacific/Chatham", "UTC")
    const kind = FastCheck.constantFrom("day" as const, "week" as const, "month" as const)
    const instant = FastCheck.integer({ min: at("2000-01-01T00:00:00Z"), max: at("2040-01-01T00:00:00Z") })
    FastCheck.assert(
      FastCheck.property(zone, kind, instant, (name, period, now) => {
        const timezone = name as Timezone
        const here = periodOf(timezone, period, now)
        expect(here.from <= now && now < here.until).toBe(true)
        expect(periodOf(timezone, period, here.until).from).toBe(here.until)
        expect(periodOf(timezone, period, here.from - 1).until).toBe(here.from)
      }),
      { numRuns: 500 }
    )
  })
})

describe("a limit", () => {
  const table = (timezone: string, iso: string): Table => {
    const t = new Table({ timezone: timezone as Timezone }, at(iso))
    t.deposit("in", 1000)
    return t
  }

  it("counts from midnight to midnight of the brand, also where the day has 23 hours", () => {
    const t = table("Europe/Malta", "2026-03-28T23:00:00Z")
    t.limit("l", "stake", "day", 100)
    expect(t.bet("b1", 100)).toBe("ok")
    t.now = at("2026-03-29T21:59:59.999Z")
    expect(t.bet("b2", 1)).toBe("limit")
    t.now = at("2026-03-29T22:00:00Z")
    expect(t.bet("b2", 100)).toBe("ok")
  })

  it("counts São Paulo's and Seoul's days", () => {
    for (const [zone, before, after] of [
      ["America/Sao_Paulo", "2018-11-04T02:59:59Z", "2018-11-04T03:00:00Z"],
      ["Asia/Seoul", "2026-03-01T14:59:59Z", "2026-03-01T15:00:00Z"]
    ] as const) {
      const t = table(zone, before)
      t.limit("l", "stake", "day", 100)
      t.bet("b1", 60)
      expect(t.bet("b2", 50)).toBe("limit")
      t.now = at(after)
      expect(t.bet("b2", 50)).toBe("ok")
    }
  })

  it("set at noon knows the morning, and a lowered one holds for the next bet", () => {
    const t = table("UTC", "2026-03-02T08:00:00Z")
    t.bet("b1", 60)
    t.now = at("2026-03-02T12:00:00Z")
    t.limit("l1", "stake", "day", 100)
    expect(t.bet("b2", 41)).toBe("limit")
    expect(t.bet("b3", 20)).toBe("ok")
    t.limit("l2", "stake", "day", 80)
    expect(t.bet("b4", 1)).toBe("limit")
    expect(t.bet("b5", 0)).toBe("ok")
  })

  it("of a week outlasts the day and ends on Monday; of a month outlasts the week", () => {
    const t = table("UTC", "2026-03-04T08:00:00Z")
    t.limit("l", "stake", "week", 100)
    t.bet("b1", 100)
    t.now = at("2026-03-08T23:59:59Z")
    expect(t.bet("b2", 1)).toBe("limit")
    t.now = at("2026-03-09T00:00:00Z")
    expect(t.bet("b2", 1)).toBe("ok")
    t.limit("m", "stake", "month", 101)
    expect(t.bet("b3", 1)).toBe("limit")
    t.now = at("2026-04-01T00:00:00Z")
    expect(t.bet("b3", 101)).toBe("ok")
  })

  it("on losses counts a stake at once and gives it back with its win", () => {
    const t = table("UTC", "2026-03-02T08:00:00Z")
    t.limit("l", "loss", "day", 100)
    t.bet("b1", 100)
    expect(t.bet("b2", 1)).toBe("limit")
    t.win("w1", 30)
    expect(t.bet("b2", 31)).toBe("limit")
    expect(t.bet("b3", 30)).toBe("ok")
    t.rollback("x", "w1")
    expect(t.bet("b4", 1)).toBe("limit")
  })

  it("on stakes is not given back by a win, but by a rollback, and only in the period of the bet", () => {
    const t = table("UTC", "2026-03-02T08:00:00Z")
    t.limit("l", "stake", "day", 100)
    t.bet("b1", 100)
    t.win("w1", 100)
    expect(t.bet("b2", 1)).toBe("limit")
    t.rollback("x1", "b1")
    expect(t.bet("b2", 100)).toBe("ok")
    t.now = at("2026-03-03T08:00:00Z")
    t.bet("b3", 100)
    t.rollback("x2", "b2")
    expect(t.bet("b4", 1)).toBe("limit")
  })
})

describe("a change of the brand's timezone", () => {
  const zones = [
    "UTC",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Seoul",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Europe/Malta",
    "America/Havana"
  ]
  const to = (t: Table, timezone: string) => t.policy({ timezone: timezone as Timezone })

  it("lets the running day end as it would have; the next one begins there and ends at the new midnight", () => {
    const t = new Table({ timezone: "UTC" as Timezone }, at("2026-03-02T23:00:00Z"))
    t.deposit("in", 1000)
    t.limit("l", "stake", "day", 100)
    t.bet("b1", 100)
    to(t, "America/New_York")
    expect(t.bet("b2", 1), "the day continues").toBe("limit")
    t.now = at("2026-03-03T00:30:00Z")
    expect(t.bet("b2", 100)).toBe("ok")
    expect(t.row.counters.day).toMatchObject({ from: at("2026-03-03T00:00:00Z"), until: at("2026-03-03T05:00:00Z") })
    t.rollback("x1", "b1")
    expect(t.bet("b3", 1), "what is given back counted in the day before").toBe("limit")
    t.rollback("x2", "b2")
    expect(t.bet("b3", 100)).toBe("ok")
    t.now = at("2026-03-03T05:00:00Z")
    expect(t.bet("b4", 100)).toBe("ok")
  })

  it("counts every stake in one day, week and month, and a rollback lowers those in which its stake counted and no others", () => {
    const hours = FastCheck.integer({ min: 0, max: 24 * 45 })
    const step = FastCheck.oneof(
      {
        weight: 3,
        arbitrary: FastCheck.record({ wait: hours, do: FastCheck.constant("bet" as const), n: FastCheck.nat(9) })
      },
      {
        weight: 2,
        arbitrary: FastCheck.record({ wait: hours, do: FastCheck.constant("rollback" as const), n: FastCheck.nat(9) })
      },
      {
        weight: 2,
        arbitrary: FastCheck.record({
          wait: FastCheck.nat(30),
          do: FastCheck.constant("zone" as const),
          n: FastCheck.nat(7)
        })
      }
    )
    const start = FastCheck.integer({ min: at("2020-01-01T00:00:00Z"), max: at("2035-01-01T00:00:00Z") })
    const property = FastCheck.property(
      start,
      FastCheck.array(step, { minLength: 4, maxLength: 20 }),
      (begin, steps) => {
        const t = new Table({ timezone: "UTC" as Timezone }, begin)
        t.deposit("in", 1_000_000)
        const periods = ["day", "week", "month"] as const
        const counted = {
          day: new Map<string, number>(),
          week: new Map<string, number>(),
          month: new Map<string, number>()
        }
        let stakes: Array<{ readonly key: string; readonly amount: number; readonly of: Record<string, string> }> = []
        for (const [index, { do: what, n, wait }] of steps.entries()) {
          t.now += wait * hour + n
          if (what === "zone") to(t, zones[n]!)
          else if (what === "bet" || stakes.length === 0) {
            expect(t.bet(`b${index}`, n + 1)).toBe("ok")
            const of = Object.fromEntries(
              periods.map((period) => {
                const { from, until } = t.row.counters[period]
                expect(from <= t.now && t.now < until).toBe(true)
                const name = `${from} ${until}`
                for (const other of counted[period].keys()) {
                  const [start, end] = other.split(" ").map(Number) as [number, number]
                  expect(other === name || end <= from || until <= start, `${other} and ${name}`).toBe(true)
                }
                counted[period].set(name, (counted[period].get(name) ?? 0) + n + 1)
                return [period, name]
              })
            )
            stakes.push({ key: `b${index}`, amount: n + 1, of })
          } else {
            const { amount, key, of } = stakes[n % stakes.length]!
            stakes = stakes.filter((one) => one.key !== key)
            expect(t.rollback(`x${index}`, key)).toBe("ok")
            for (const period of periods) counted[period].set(of[period]!, counted[period].get(of[period]!)! - amount)
          }
          for (const period of periods) {
            const { from, stake, until } = t.row.counters[period]
            expect(Number(stake), `${period} after step ${index}`).toBe(counted[period].get(`${from} ${until}`) ?? 0)
          }
        }
      }
    )
    FastCheck.assert(property, { numRuns: 200 })
  })

  it("counts what the cashier counts in a day once: a day that is running ends, and the next begins there", () => {
    const t = new Table({ timezone: "UTC" as Timezone }, at("2026-03-02T10:00:00Z"))
    t.account({ dailyCap: 100n as never })
    t.ask("q1", 100)
    t.complete("c1", "q1", 100)
    t.now = at("2026-03-02T12:00:00Z")
    to(t, "America/New_York")
    t.now = at("2026-03-02T23:59:59Z")
    expect(t.ask("q2", 1)).toBe("no-receiving-account")
    t.now = at("2026-03-03T00:00:00Z")
    expect(t.ask("q2", 100)).toBe("ok")
  })
})
