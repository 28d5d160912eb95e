import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Metric, Schedule } from "effect"
import { sqlState } from "../../postgres/SqlErrors.js"
import { stamp } from "../../worker/Loop.js"
import { outboxSchema } from "./outboxSchema.js"

/** What was done about a domain's outbox, and what an operator has to check. */
export interface OutboxMaintenance {
  /** Days that were dropped, as `20261122`. */
  readonly dropped: ReadonlyArray<string>
  /** Days old enough to go, of which a consumer has still to read. */
  readonly held: ReadonlyArray<string>
  /** The consumer that is furthest behind, where a day is held. */
  readonly heldBy: string | null
  /** Events that no day took, counted up to 100 000. */
  readonly astray: number
}

/** Days for which events are kept. What is older and read by all consumers is in its domain's own tables only. */
const keptDays = 7

/** Rows that go in one transaction. */
const atOnce = 10_000

/** Days that are made ahead. */
const daysAhead = 3

/**
 * Makes the next days of a domain's outbox and drops the old ones that every consumer has passed: to be run daily at least,
 * again without harm. A day that is held back and events that no day took are a warning and a figure.
 */
export const maintainOutbox = (domain: string): Effect.Effect<OutboxMaintenance, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const schema = outboxSchema(domain)
    yield* Effect.forEach(
      Array.from({ length: daysAhead + 1 }, (_, ahead) => ahead),
      (ahead) =>
        Effect.zipLeft(patiently(sql.unsafe(`SELECT ${schema}.create_outbox_day(${today} + ${ahead})`)), stamp),
      { discard: true }
    )
    const old = yield* sql.unsafe<{ day: string }>(oldDays(schema))
    const dropped: Array<string> = []
    const held: Array<string> = []
    for (const { day } of old) {
      const rows = yield* patiently(
        sql.unsafe<{ gone: boolean }>(`SELECT ${schema}.drop_outbox_day($1::date) AS gone`, [day])
        // A day that is read for long holds up no other.
      ).pipe(Effect.catchIf(isLocked, () => Effect.succeed([])))
      ;(rows[0]?.gone === true ? dropped : held).push(day)
      yield* stamp
    }
    for (const purge of ["purge_ticks", "purge_astray"]) {
      const some = sql.unsafe<{ gone: bigint }>(`SELECT ${schema}.${purge}(${oldest}, ${atOnce}) AS gone`)
      yield* Effect.repeat(Effect.zipLeft(patiently(some), stamp), { while: ([row]) => row?.gone === BigInt(atOnce) })
    }
    const [row] = yield* sql.unsafe<{ astray: number; heldBy: string | null }>(findings(schema), [domain])
    const found = { dropped, held, heldBy: held.length > 0 ? (row?.heldBy ?? null) : null, astray: row?.astray ?? 0 }
    yield* alert(domain, found)
    return found
  })

const today = "(croupier_core.now() AT TIME ZONE 'UTC')::date"

const oldest = `((${today} - ${keptDays})::timestamp AT TIME ZONE 'UTC')`

const oldDays = (schema: string): string => `
SELECT right(c.relname, 8) AS day FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
WHERE i.inhparent = '${schema}.outbox'::regclass AND c.relname ~ '^outbox_[0-9]{8}$'
  AND right(c.relname, 8)::date < ${today} - ${keptDays} ORDER BY day`

const findings = (schema: string): string => `
SELECT ${schema}.outbox_astray()::float8 AS astray,
  (SELECT consumer FROM croupier_core.event_position WHERE domain = $1 AND retired_at IS NULL ORDER BY tick LIMIT 1) AS "heldBy"`

/** A day's lock waits 200 ms at most, so that no writer waits longer behind it, and is tried again. */
const patiently = <A, R>(effect: Effect.Effect<A, SqlError, R>) =>
  Effect.retry(effect, {
    while: isLocked,
    schedule: Schedule.jittered(Schedule.spaced("500 millis")),
    times: 10
  })

const isLocked = ({ cause }: SqlError): boolean => sqlState(cause) === "55P03"

const alert = (domain: string, { held, heldBy, astray }: OutboxMaintenance) =>
  Effect.gen(function* () {
    yield* Metric.set(Metric.tagged(heldDays, "domain", domain), held.length)
    yield* Metric.set(Metric.tagged(astrayEvents, "domain", domain), astray)
    if (held.length > 0) {
      yield* Effect.logWarning(
        `${heldBy ?? "the relay"} blocks the outbox of ${domain}: ${held.join(", ")} cannot be dropped`
      )
    }
    if (astray > 0)
      yield* Effect.logWarning(
        `${astray} events of ${domain} are in the default partition: their day partitions were not created in time`
      )
  })

const heldDays = Metric.gauge("outbox_held_days", {
  description: "Expired outbox day partitions that a consumer has not read completely"
})
const astrayEvents = Metric.gauge("outbox_astray_events", { description: "Outbox events in the default partition" })
