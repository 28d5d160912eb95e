import * as SqlClient from "@effect/sql/SqlClient"
import { Effect, Layer } from "effect"
import { type JobPeriod, JobPeriods } from "../internal/schedule/JobPeriods.js"
import { textArray } from "../postgres/textArray.js"
import { LeaseLost } from "../worker/Lease.js"
import { leaseHeld } from "../worker/LeaseSql.js"

/** As rows, by the database's clock. */
export const layerSql: Layer.Layer<JobPeriods, never, SqlClient.SqlClient> = Layer.effect(
  JobPeriods,
  Effect.map(SqlClient.SqlClient, (sql) => ({
    now: sql<{ now: Date }>`SELECT croupier_core.now() AS now`.pipe(
      Effect.map(([row]) => row!.now.getTime()),
      Effect.orDie
    ),
    recent: (keys) =>
      sql<Row>`
        SELECT p.job, p.scope, starts_at, ends_at, status, attempts, begun_at, ended_at, retry_at, reason
        FROM unnest(${textArray(keys.map(({ job }) => job))}::text[], ${textArray(keys.map(({ scope }) => scope))}::text[])
          WITH ORDINALITY AS key (job, scope, n)
        CROSS JOIN LATERAL (SELECT * FROM croupier_core.job_period
          WHERE job = key.job AND scope = key.scope ORDER BY starts_at DESC LIMIT 2) AS p
        ORDER BY n, starts_at DESC`.pipe(
        Effect.map((rows) => rows.map(toPeriod)),
        Effect.orDie
      ),
    open: ({ job, scope, from, to }) =>
      sql`
        INSERT INTO croupier_core.job_period (job, scope, starts_at, ends_at, status)
        VALUES (${job}, ${scope}, ${new Date(from)}, ${new Date(to)}, 'waiting') ON CONFLICT DO NOTHING`.pipe(
        Effect.orDie
      ),
    begin: (period, lease) =>
      // Two answers in one row: whether the lease is held, and whether there was anything to begin.
      sql<{ held: boolean; begun: boolean }>`
        WITH lease AS MATERIALIZED (SELECT ${leaseHeld(sql, lease)} AS held), begun AS (
          UPDATE croupier_core.job_period SET status = 'running', attempts = attempts + 1,
            begun_at = croupier_core.now(), ended_at = NULL, retry_at = NULL, reason = NULL
          WHERE job = ${period.job} AND scope = ${period.scope} AND starts_at = ${new Date(period.from)}
            AND status <> 'done' AND (SELECT held FROM lease)
          RETURNING job)
        SELECT held, EXISTS (SELECT FROM begun) AS begun FROM lease`.pipe(
        Effect.orDie,
        Effect.flatMap(([row]) =>
          row?.held === true ? Effect.succeed(row.begun) : new LeaseLost({ name: lease.name, epoch: lease.epoch })
        )
      ),
    end: (period, lease, outcome) => {
      const retryAfter = outcome._tag === "Done" ? null : outcome.retryAfterMillis
      return sql`
        UPDATE croupier_core.job_period SET status = ${outcome._tag === "Done" ? "done" : "failed"},
          ended_at = croupier_core.now(), reason = ${outcome._tag === "Done" ? null : outcome.reason},
          retry_at = croupier_core.now() + ${retryAfter}::float8 * interval '1 millisecond'
        WHERE job = ${period.job} AND scope = ${period.scope} AND starts_at = ${new Date(period.from)}
          AND status = 'running' AND ${leaseHeld(sql, lease)}
        RETURNING job`.pipe(
        Effect.orDie,
        Effect.filterOrFail(
          (rows) => rows.length > 0,
          () => new LeaseLost({ name: lease.name, epoch: lease.epoch })
        ),
        Effect.asVoid
      )
    },
    failing: (jobs) =>
      sql<{ job: string }>`
        SELECT j.job FROM unnest(${textArray(jobs)}::text[]) AS j (job)
        WHERE EXISTS (SELECT FROM croupier_core.job_period AS p WHERE p.job = j.job AND status = 'failed')`.pipe(
        Effect.map((rows) => rows.map(({ job }) => job)),
        Effect.orDie
      )
  }))
)

interface Row {
  readonly job: string
  readonly scope: string
  readonly starts_at: Date
  readonly ends_at: Date
  readonly status: JobPeriod["status"]
  readonly attempts: number
  readonly begun_at: Date | null
  readonly ended_at: Date | null
  readonly retry_at: Date | null
  readonly reason: string | null
}

const toPeriod = (row: Row): JobPeriod => ({
  job: row.job,
  scope: row.scope,
  from: row.starts_at.getTime(),
  to: row.ends_at.getTime(),
  status: row.status,
  attempts: row.attempts,
  ...(row.begun_at === null ? {} : { begunAt: row.begun_at.getTime() }),
  ...(row.ended_at === null ? {} : { endedAt: row.ended_at.getTime() }),
  ...(row.retry_at === null ? {} : { retryAt: row.retry_at.getTime() }),
  ...(row.reason === null ? {} : { reason: row.reason })
})
