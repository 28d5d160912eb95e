import { Clock, Effect, Layer } from "effect"
import { compositeKey } from "../../text/compositeKey.js"
import { type Lease, LeaseLost, Leases } from "../../worker/Lease.js"
import { type JobKey, type JobPeriod, JobPeriods } from "./JobPeriods.js"

/** In memory, by the process's clock. */
export const layerMemory: Layer.Layer<JobPeriods, never, Leases> = Layer.effect(
  JobPeriods,
  Effect.map(Leases, (leases) => {
    const chains = new Map<string, Array<JobPeriod>>()
    const chain = ({ job, scope }: JobKey): Array<JobPeriod> => {
      const name = compositeKey(job, scope)
      const found = chains.get(name) ?? []
      chains.set(name, found)
      return found
    }
    /** Changes the stored period of the same start where `when` holds; says whether it did. */
    const change = (
      period: JobPeriod,
      lease: Lease,
      when: (stored: JobPeriod) => boolean,
      next: (stored: JobPeriod, now: number) => JobPeriod
    ): Effect.Effect<boolean, LeaseLost> =>
      Effect.filterOrFail(
        leases.isHeld(lease),
        (held) => held,
        () => new LeaseLost({ name: lease.name, epoch: lease.epoch })
      ).pipe(
        Effect.zipRight(Clock.currentTimeMillis),
        Effect.map((now) => {
          const periods = chain(period)
          // What is worked on is the newest, or close to it.
          const at = periods.findLastIndex(({ from }) => from === period.from)
          const stored = periods[at]
          if (stored === undefined || !when(stored)) return false
          periods[at] = next(stored, now)
          return true
        })
      )
    return {
      now: Clock.currentTimeMillis,
      recent: (keys) => Effect.sync(() => keys.flatMap((key) => chain(key).slice(-2).reverse())),
      open: ({ job, scope, from, to }) =>
        Effect.sync(() => {
          const periods = chain({ job, scope })
          const last = periods.at(-1)
          if (last !== undefined && (last.status !== "done" || last.to > from)) return
          periods.push({ job, scope, from, to, status: "waiting", attempts: 0 })
        }),
      begin: (period, lease) =>
        change(
          period,
          lease,
          ({ status }) => status !== "done",
          ({ job, scope, from, to, attempts }, begunAt) => ({
            ...{ job, scope, from, to, begunAt },
            status: "running",
            attempts: attempts + 1
          })
        ),
      end: (period, lease, outcome) =>
        change(
          period,
          lease,
          ({ status }) => status === "running",
          (stored, now) =>
            outcome._tag === "Done"
              ? { ...stored, status: "done", endedAt: now }
              : {
                  ...{ ...stored, status: "failed", endedAt: now },
                  ...{ retryAt: now + outcome.retryAfterMillis, reason: outcome.reason }
                }
        ).pipe(
          Effect.filterOrFail(
            (changed) => changed,
            () => new LeaseLost({ name: lease.name, epoch: lease.epoch })
          ),
          Effect.asVoid
        ),
      failing: (jobs) =>
        Effect.sync(() => {
          const failed = new Set(
            [...chains.values()]
              .flatMap((c) => c.slice(-1))
              .filter((p) => p.status === "failed")
              .map((p) => p.job)
          )
          return jobs.filter((job) => failed.has(job))
        })
    }
  })
)
