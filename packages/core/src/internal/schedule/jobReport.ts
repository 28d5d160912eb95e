import type { JobReport } from "../../schedule/Job.js"
import type { JobPeriod } from "./JobPeriods.js"

/** The report of one job and scope from its newest periods, the newest first. */
export const jobReport = (recent: readonly [JobPeriod, ...ReadonlyArray<JobPeriod>]): JobReport => {
  const [newest] = recent
  const ended = recent.find(({ endedAt, status }) => endedAt !== undefined && status !== "running")
  return {
    job: newest.job,
    scope: newest.scope,
    nextAt: newest.retryAt ?? newest.to,
    ...(ended?.endedAt === undefined
      ? {}
      : {
          last: {
            from: ended.from,
            to: ended.to,
            endedAt: ended.endedAt,
            durationMillis: ended.endedAt - (ended.begunAt ?? ended.endedAt),
            outcome: ended.status === "failed" ? ("failed" as const) : ("done" as const),
            ...(ended.reason === undefined ? {} : { reason: ended.reason })
          }
        })
  }
}
