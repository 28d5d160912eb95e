import type { Effect } from "effect"
import type { LeaseLost } from "../worker/Lease.js"
import type { Recurrence } from "./Recurrence.js"

/** A period that is over and waits for its job: everything from `from` on and before `to`. */
export interface DuePeriod {
  readonly scope: string
  readonly from: Date
  readonly to: Date
  /** 1 at first, and one more after each failure or crash. */
  readonly attempt: number
  /**
   * Marks the period as done in the transaction of the job's own writes, so that both hold or neither does. A job that
   * never calls it is marked when it ends, and may then run again after a crash in between: its writes must allow that.
   */
  readonly done: Effect.Effect<void, LeaseLost>
}

/** Work that is done once for each period and scope, after the period has ended. */
export interface Job<R = never> {
  readonly name: string
  readonly every: Recurrence
  /** What it runs for: the keys of brands, or `*` for the whole stack. */
  readonly scopes: Effect.Effect<ReadonlyArray<string>, unknown, R>
  /** Stamps (`Worker.stamp`) between its batches, outside of transactions: that also keeps the lease. */
  readonly run: (period: DuePeriod) => Effect.Effect<void, unknown, R>
}

/** The state of one job and scope, for reports; times in milliseconds of the epoch. */
export interface JobReport {
  readonly job: string
  readonly scope: string
  readonly last?: {
    readonly from: number
    readonly to: number
    readonly endedAt: number
    readonly durationMillis: number
    readonly outcome: "done" | "failed"
    readonly reason?: string
  }
  /** When it runs next: the end of the period that is waiting, or the next attempt. */
  readonly nextAt: number
}
