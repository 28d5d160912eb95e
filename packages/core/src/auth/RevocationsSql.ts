import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Clock, type Duration, Effect, Layer, Schedule } from "effect"
import { idOf, type Revocation, RevocationSet, relevance } from "./RevocationSet.js"
import { asking, Revocations, timeOf } from "./Revocations.js"

/** How often the table is asked for what is new. Default 300 ms; a revocation has to reach every process within a second. */
export interface RevocationsSqlOptions {
  readonly pollEvery?: Duration.DurationInput
}

/**
 * Revocations in a table that every process polls by position. The start needs the store; while it is unavailable later, what is
 * known is still refused and all else served. Loads and polls only; a revocation is written in the caller's own transaction.
 */
export const layerSql = (
  options: RevocationsSqlOptions = {}
): Layer.Layer<Revocations, SqlError, SqlClient.SqlClient> =>
  Layer.scoped(
    Revocations,
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const set = new RevocationSet()
      let position: string | undefined

      const poll = Effect.gen(function* () {
        const now = yield* Clock.currentTimeMillis
        const since = position
        const [batch] = since === undefined ? yield* recent(sql, new Date(now - relevance)) : yield* newer(sql, since)
        if (batch === undefined) return
        for (const { kind, id, at } of batch.revocations) set.add(revocationOf(kind, id, at), at)
        position = batch.position
        set.sweep(now)
      })

      yield* poll
      yield* repeated(poll, options.pollEvery ?? "300 millis")

      const revoke = (revocation: Revocation) =>
        Effect.gen(function* () {
          const at = new Date(timeOf(revocation, yield* Clock.currentTimeMillis))
          yield* sql`INSERT INTO croupier_core.revocation (kind, id, revoked_at)
            VALUES (${revocation._tag}, ${idOf(revocation)}, ${at})`
        }).pipe(Effect.orDie)

      return { revoke, ...asking(set, yield* Effect.clock) }
    })
  )

interface Batch {
  readonly position: string
  readonly revocations: ReadonlyArray<{ readonly kind: Revocation["_tag"]; readonly id: string; readonly at: number }>
}

const revocationOf = (kind: Revocation["_tag"], id: string, at: number): Revocation => {
  if (kind === "subject") return { _tag: kind, subject: id }
  return kind === "session-end" ? { _tag: kind, session: id, at } : { _tag: kind, session: id }
}

const recent = (sql: SqlClient.SqlClient, since: Date) => sql<Batch>`
  SELECT pg_current_snapshot()::text AS position, coalesce(jsonb_agg(jsonb_build_object(
    'kind', kind, 'id', id, 'at', extract(epoch FROM revoked_at) * 1000)), '[]') AS revocations
  FROM croupier_core.revocation WHERE revoked_at > ${since}`

/** By snapshot and not by `seq`: a smaller number may commit after a larger one. */
const newer = (sql: SqlClient.SqlClient, since: string) => sql<Batch>`
  SELECT pg_current_snapshot()::text AS position, coalesce(jsonb_agg(jsonb_build_object(
    'kind', kind, 'id', id, 'at', extract(epoch FROM revoked_at) * 1000)), '[]') AS revocations
  FROM croupier_core.revocation
  WHERE xid >= pg_snapshot_xmin(${since}::pg_snapshot) AND NOT pg_visible_in_snapshot(xid, ${since}::pg_snapshot)`

/** A failed poll is logged once, and once more when the store is back. */
const repeated = (poll: Effect.Effect<void, SqlError>, every: Duration.DurationInput) => {
  let away = false
  return poll.pipe(
    Effect.timeout("5 seconds"),
    Effect.zipRight(
      Effect.suspend(() => {
        if (!away) return Effect.void
        away = false
        return Effect.logInfo("revocation list reads recovered")
      })
    ),
    Effect.sandbox,
    Effect.catchAll((cause) => {
      if (away) return Effect.void
      away = true
      return Effect.logWarning("cannot read the revocation list; cached revocations still apply", cause)
    }),
    Effect.schedule(Schedule.spaced(every)),
    Effect.forkScoped
  )
}
