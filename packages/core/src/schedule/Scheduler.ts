import { randomUUID } from "node:crypto"
import { Cause, Duration, Effect, Exit, Option, type Scope } from "effect"
import type { Timezone } from "../Brand.js"
import { redactText } from "../internal/log/Redaction.js"
import { type JobKey, type JobPeriod, JobPeriods, type Outcome } from "../internal/schedule/JobPeriods.js"
import { jobReport } from "../internal/schedule/jobReport.js"
import { reasonOf } from "../postgres/SqlErrors.js"
import { compositeKey } from "../text/compositeKey.js"
import { HeartbeatProvider } from "../worker/HeartbeatProvider.js"
import { type Lease, type LeaseLost, Leases } from "../worker/Lease.js"
import { type Next, Stamp, stamp } from "../worker/Loop.js"
import type { Job, JobReport } from "./Job.js"
import { lastBoundary, nextBoundary } from "./Recurrence.js"

/** Which jobs, and by which calendar. Periods are shortened by tests only. */
export interface SchedulerOptions<R> {
  /** Names the lease: replicas of one worker share it. */
  readonly name: string
  readonly jobs: ReadonlyArray<Job<R>>
  /** The timezone that held in a scope at an instant (milliseconds of the epoch), also long after. */
  readonly timezone: (scope: string, at: number) => Effect.Effect<Timezone, unknown, R>
  /** Default 15 s; a job that stamps less often than this loses the lease. */
  readonly leaseFor?: Duration.DurationInput
  /** The pause after a job's first failure, doubled with each further one up to ten minutes. Default 5 s. */
  readonly retryAfter?: Duration.DurationInput
}

/** Runs what is due; `tick` is for a loop of a `Worker`. */
export interface Scheduler<R> {
  /**
   * Runs one due period of each job and scope, oldest first, when the lease is free or ours; `more` when any was done, for
   * the next may be due as well. A job that fails is recorded, shown in `jobs.failed` and tried again, and fails no tick.
   */
  readonly tick: Effect.Effect<Next, unknown, R>
  readonly report: Effect.Effect<ReadonlyArray<JobReport>, unknown, R>
}

/** What a scheduler needs. */
export type SchedulerServices = HeartbeatProvider | JobPeriods | Leases

/** A scheduler of its own holder; the lease is given back when the scope closes. */
export const make = <R>(
  options: SchedulerOptions<R>
): Effect.Effect<Scheduler<R>, never, SchedulerServices | Scope.Scope> =>
  Effect.gen(function* () {
    const heartbeat = yield* HeartbeatProvider
    const periods = yield* JobPeriods
    const leases = yield* Leases
    const holder = randomUUID()
    const leaseFor = options.leaseFor ?? "15 seconds"
    const leaseName = `scheduler:${options.name}`
    const retryAfter = Duration.toMillis(options.retryAfter ?? "5 seconds")
    let held: Lease | undefined
    yield* Effect.addFinalizer(() => (held === undefined ? Effect.void : leases.release(held)))

    const keys = Effect.forEach(options.jobs, (job) =>
      Effect.map(job.scopes, (scopes) => scopes.map((scope) => ({ job, key: { job: job.name, scope } })))
    ).pipe(Effect.map((all) => all.flat()))

    const open = (job: Job<R>, key: JobKey, from: number) =>
      Effect.gen(function* () {
        const timezone = yield* options.timezone(key.scope, from)
        yield* periods.open({ ...key, from, to: nextBoundary(job.every, timezone, from) })
      })

    /** The period after the last one, or a job's very first, which is the one that now lies in. */
    const opened = (job: Job<R>, key: JobKey, last: JobPeriod | undefined, now: number) =>
      Effect.gen(function* () {
        const first = Effect.map(options.timezone(key.scope, now), (zone) => lastBoundary(job.every, zone, now))
        yield* open(job, key, last === undefined ? yield* first : last.to)
        const [newest] = yield* periods.recent([key])
        return newest
      })

    const run = (job: Job<R>, period: JobPeriod, lease: Lease): Effect.Effect<boolean, LeaseLost, R> =>
      Effect.gen(function* () {
        if (!(yield* periods.begin(period, lease))) return false
        let done = false
        const marked = Effect.zipRight(
          periods.end(period, lease, { _tag: "Done" }),
          Effect.sync(() => {
            done = true
          })
        )
        const attempt = period.attempts + 1
        const { scope, from, to } = period
        const due = { scope, from: new Date(from), to: new Date(to), attempt, done: marked }
        const fail = (reason: string) => periods.end(period, lease, failed(attempt, reason))
        const exit = yield* job.run(due).pipe(
          Effect.withSpan(job.name, { captureStackTrace: false }),
          Effect.exit,
          Effect.onInterrupt(() => Effect.ignore(fail("interrupted")))
        )
        if (Exit.isSuccess(exit)) {
          if (!done) yield* marked
          return true
        }
        yield* Effect.logWarning(`job ${job.name} failed for ${scope}, ${due.from.toISOString()}`, exit.cause)
        const recorded = fail(reasonOf(Cause.squash(exit.cause)))
        // Whether the job's own transaction was committed is unknown here; the store refuses where the period is done.
        yield* done ? Effect.ignore(recorded) : recorded
        return false
      })

    const failed = (attempt: number, reason: string): Outcome => ({
      _tag: "Failed",
      reason: redactText(reason).slice(0, 500),
      retryAfterMillis: Math.min(retryAfter * 2 ** Math.min(attempt - 1, 16), longestRetry)
    })

    const runDue = (lease: Lease) =>
      Effect.gen(function* () {
        let next: Next = "wait"
        const all = yield* keys
        const newest = new Map<string, JobPeriod>()
        for (const period of yield* periods.recent(all.map(({ key }) => key))) {
          if (!newest.has(nameOf(period))) newest.set(nameOf(period), period)
        }
        // A moment that grows old while jobs run only makes less due, which the next tick makes up for.
        const now = yield* periods.now
        for (const { job, key } of all) {
          const known = newest.get(nameOf(key))
          const period = known?.status === "done" || known === undefined ? yield* opened(job, key, known, now) : known
          if (period === undefined || period.to > now || (period.retryAt ?? now) > now) continue
          if (yield* run(job, period, lease)) next = "more"
          yield* stamp
        }
        return next
      }).pipe(
        Effect.provideServiceEffect(
          Stamp,
          // A lease that is lost ends the job as a defect would: nothing it could do about it is left.
          Effect.map(Stamp, (own) => Effect.zipRight(own, Effect.orDie(leases.renew(lease, leaseFor))))
        )
      )

    const tick = Effect.gen(function* () {
      const lease = yield* leases.acquire(leaseName, holder, leaseFor)
      held = Option.getOrUndefined(lease)
      yield* heartbeat.scheduler
      const next = Option.isSome(lease) ? yield* runDue(lease.value) : "wait"
      yield* heartbeat.failedJobs(yield* periods.failing(options.jobs.map(({ name }) => name)))
      return next
    })

    const report = Effect.gen(function* () {
      const all = yield* keys
      const recent = yield* periods.recent(all.map(({ key }) => key))
      return all.flatMap(({ key }) => {
        const [newest, ...rest] = recent.filter((period) => nameOf(period) === nameOf(key))
        return newest === undefined ? [] : [jobReport([newest, ...rest])]
      })
    })

    return { tick, report }
  })

const longestRetry = 600_000

const nameOf = ({ job, scope }: JobKey): string => compositeKey(job, scope)
