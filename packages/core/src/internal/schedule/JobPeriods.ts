import { Context, type Effect } from "effect"
import type { Lease, LeaseLost } from "../../worker/Lease.js"

/** A job, and what it runs for: a brand's key, or `*` for the whole stack. */
export interface JobKey {
  readonly job: string
  readonly scope: string
}

/** A stored period `[from, to)` of a job; times in milliseconds of the epoch. */
export interface JobPeriod extends JobKey {
  readonly from: number
  readonly to: number
  /** `running` may also be left over from a process that has ended. */
  readonly status: "waiting" | "running" | "failed" | "done"
  readonly attempts: number
  readonly begunAt?: number
  readonly endedAt?: number
  /** When it is tried again, and why it failed; only where it has. */
  readonly retryAt?: number
  readonly reason?: string
}

/** How a run ended. */
export type Outcome =
  | { readonly _tag: "Done" }
  | { readonly _tag: "Failed"; readonly reason: string; readonly retryAfterMillis: number }

/**
 * The periods of scheduled jobs. A job's periods follow one another without a gap, each stored once; one that is done stays
 * done. The store's clock decides what is due.
 */
export class JobPeriods extends Context.Tag("@croupier/core/JobPeriods")<
  JobPeriods,
  {
    readonly now: Effect.Effect<number>
    /** The newest two periods of each key, the newest first. */
    readonly recent: (keys: ReadonlyArray<JobKey>) => Effect.Effect<ReadonlyArray<JobPeriod>>
    /** Stores the next period, waiting; nothing happens when it is there already. */
    readonly open: (period: JobKey & { readonly from: number; readonly to: number }) => Effect.Effect<void>
    /** One more attempt begins; false where the period is done. */
    readonly begin: (period: JobPeriod, lease: Lease) => Effect.Effect<boolean, LeaseLost>
    /** Part of the caller's transaction, where there is one. Refused when the lease is lost or the period not running. */
    readonly end: (period: JobPeriod, lease: Lease, outcome: Outcome) => Effect.Effect<void, LeaseLost>
    /** Which of these jobs failed in the last run of a period. */
    readonly failing: (jobs: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<string>>
  }
>() {}
