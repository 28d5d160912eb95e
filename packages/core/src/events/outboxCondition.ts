import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { outboxSchema } from "../internal/events/outboxSchema.js"
import { outboxAge } from "./relayLoop.js"

/** A consumer of a domain's events and how far it is behind. */
export interface ConsumerCondition {
  readonly consumer: string
  /** The age in seconds of the oldest batch that it has still to read; 0: none. */
  readonly lag: number
  readonly deadLetters: number
}

/** The state of a domain's outbox and its consumers. */
export interface OutboxCondition {
  readonly domain: string
  /** How long the oldest event has waited for its batch, in seconds. */
  readonly age: number
  /** Events that no day took, counted up to 100 000. */
  readonly astray: number
  /** How many of today and the three days that follow have a partition. */
  readonly daysAhead: number
  /** Why the relay makes no batches until a rebase; null where it does. */
  readonly halted: string | null
  /** The seconds since the relay's lease ended: negative while it is held, null where none has ever run. */
  readonly leaseEnded: number | null
  readonly consumers: ReadonlyArray<ConsumerCondition>
}

/** Looks at a domain's outbox, as a member of `croupier_span` in a transaction that names every brand. Changes nothing. */
export const outboxCondition = (domain: string): Effect.Effect<OutboxCondition, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const schema = outboxSchema(domain)
    const age = yield* outboxAge(domain)
    const [row] = yield* sql.unsafe<Omit<OutboxCondition, "domain" | "age" | "consumers">>(
      `SELECT ${schema}.outbox_astray()::float8 AS astray,
        (SELECT count(*)::int FROM generate_series(0, 3) AS ahead WHERE to_regclass('${schema}.outbox_' ||
          to_char((croupier_core.now() AT TIME ZONE 'UTC')::date + ahead, 'YYYYMMDD')) IS NOT NULL) AS "daysAhead",
        CASE WHEN r.halted IS NOT NULL THEN r.halted
          WHEN r.database <> ${schema}.this_database()
          THEN format('they were begun by %s, and this is %s', r.database, ${schema}.this_database()) END AS halted,
        (SELECT extract(epoch FROM croupier_core.now() - expires_at)::float8 FROM croupier_core.lease WHERE name = $1)
          AS "leaseEnded"
      FROM ${schema}.relay AS r`,
      [`relay ${domain}`]
    )
    const consumers = yield* sql.unsafe<ConsumerCondition>(
      `SELECT coalesce(p.consumer, d.consumer) AS consumer, coalesce(d.letters, 0)::int AS "deadLetters",
        coalesce(extract(epoch FROM clock_timestamp() - t.at), 0)::float8 AS lag
      FROM (SELECT consumer, min(tick) AS tick FROM croupier_core.event_position
        WHERE domain = $1 AND retired_at IS NULL GROUP BY consumer) AS p
      FULL JOIN (SELECT consumer, count(*) AS letters FROM croupier_core.dead_letter WHERE domain = $1 GROUP BY consumer) AS d
        ON d.consumer = p.consumer
      LEFT JOIN ${schema}.tick AS t ON t.number = p.tick ORDER BY 1`,
      [domain]
    )
    const { astray = 0, daysAhead = 0, halted = null, leaseEnded = null } = row ?? {}
    return { domain, age, astray, daysAhead, halted, leaseEnded, consumers }
  })
