import type { LimitKind, LimitPeriod } from "@croupier/player/contract"
import { type BrandClock, periodIn } from "./Period.js"
import type { Counter, Counters, Wallet } from "./State.js"

const never: Counter = { from: 0, until: 0, deposit: 0n, stake: 0n, loss: 0n }

/** The counters of a new wallet. */
export const noCounters: Counters = { day: never, week: never, month: never }

/**
 * The counters at an instant: those of an ended period restart, where the ended one ended or later, so
 * that nothing was counted in both.
 */
export const at = (counters: Counters, clock: BrandClock, now: number): Counters =>
  now < counters.day.until && now < counters.week.until && now < counters.month.until
    ? counters
    : {
        day: next(counters.day, clock, "day", now),
        week: next(counters.week, clock, "week", now),
        month: next(counters.month, clock, "month", now)
      }

const next = (counter: Counter, clock: BrandClock, period: LimitPeriod, now: number): Counter => {
  if (now < counter.until) return counter
  const { from, until } = periodIn(clock, period, now)
  return { ...never, from: from < counter.until ? counter.until : from, until }
}

/** Whether a period of the counters has begun between the two. */
export const beginsAnew = (before: Counters, after: Counters): boolean =>
  before.day.from !== after.day.from || before.week.from !== after.week.from || before.month.from !== after.month.from

/** A signed change of what is counted. */
export interface Count {
  readonly deposit?: bigint
  readonly stake?: bigint
  readonly loss?: bigint
}

/**
 * Adds to every counter with the instant `since` in its period of what is counted: what is given back for something of
 * an earlier period does not count in this one.
 */
export const add = (counters: Counters, count: Count, since: number): Counters => ({
  day: addTo(counters.day, count, since),
  week: addTo(counters.week, count, since),
  month: addTo(counters.month, count, since)
})

/** Adds to every counter with a period that began after `since`: those in which something of that instant is not counted. */
export const addBefore = (counters: Counters, count: Count, since: number): Counters => ({
  day: since < counters.day.from ? addTo(counters.day, count, counters.day.from) : counters.day,
  week: since < counters.week.from ? addTo(counters.week, count, counters.week.from) : counters.week,
  month: since < counters.month.from ? addTo(counters.month, count, counters.month.from) : counters.month
})

const addTo = (counter: Counter, count: Count, since: number): Counter =>
  since < counter.from
    ? counter
    : {
        from: counter.from,
        until: counter.until,
        deposit: counter.deposit + (count.deposit ?? 0n),
        stake: counter.stake + (count.stake ?? 0n),
        loss: counter.loss + (count.loss ?? 0n)
      }

/** The first limit of these kinds that `amount` more would exceed; counters have to be those of now. */
export const exceeded = (
  wallet: Pick<Wallet, "limits">,
  counters: Counters,
  kinds: ReadonlyArray<LimitKind>,
  amount: bigint
): Wallet["limits"][number] | undefined =>
  wallet.limits.find(
    (limit) => kinds.includes(limit.kind) && counters[limit.period][limit.kind] + amount > limit.amount
  )
