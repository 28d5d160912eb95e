import type { Administer } from "@croupier/core/postgres/Administrator"
import { Effect } from "effect"
import { consumerNames } from "./tally.js"

/**
 * What is wrong with the effects, in a line for each kind of fault; none where every committed event took effect exactly
 * once at each consumer and each key's in the order of their versions, where nothing is parked, and where the outbox holds
 * every event but for old ones. `acknowledged`: the events with a commit that was acknowledged to the writer.
 */
export const verify = (ask: Administer, acknowledged: Iterable<string>): Effect.Effect<ReadonlyArray<string>> =>
  Effect.gen(function* () {
    const faults: Array<string> = []
    for (const [what, query] of Object.entries(questions)) {
      const [row] = yield* ask<{ count: string; example: string | null }>(
        `SELECT count(*) AS count, min(found::text) AS example FROM (${query}) AS found`
      )
      if (row !== undefined && row.count !== "0") faults.push(`${row.count} × ${what}, such as ${row.example}`)
    }
    const [lost] = yield* ask<{ count: string }>(
      `SELECT count(*) AS count FROM unnest($1::uuid[]) AS id
       WHERE NOT EXISTS (SELECT FROM croupier_faults.written WHERE event_id = id)`,
      [[...acknowledged]]
    )
    if (lost?.count !== "0") faults.push(`${lost?.count} × acknowledged and not committed`)
    return faults
  }).pipe(Effect.orDie)

const recent = "occurred_at > now() - interval '7 days'"

const questions: Readonly<Record<string, string>> = {
  "committed and without effect": `
    SELECT consumer, key, key_version FROM croupier_faults.written w
    CROSS JOIN unnest('{${consumerNames.join()}}'::text[]) AS consumer
    WHERE NOT EXISTS (SELECT FROM croupier_faults.effect e WHERE (e.event_id, e.consumer) = (w.event_id, consumer))`,
  "more than one effect": `
    SELECT consumer, key, key_version, count(*) FROM croupier_faults.effect
    GROUP BY consumer, key, key_version HAVING count(*) > 1`,
  "an effect of what was never committed": `
    SELECT consumer, key, key_version FROM croupier_faults.effect e
    WHERE NOT EXISTS (SELECT FROM croupier_faults.written w
      WHERE (w.event_id, w.brand_id, w.key, w.key_version, w.partition)
        = (e.event_id, e.brand_id, e.key, e.key_version, e.partition))`,
  "out of order": `
    SELECT consumer, key, key_version, before FROM (
      SELECT consumer, key, key_version,
        lag(key_version, 1, 0::bigint) OVER (PARTITION BY consumer, key ORDER BY place) AS before
      FROM croupier_faults.effect) AS taken
    WHERE key_version <> before + 1`,
  "a version that was not written": `
    SELECT player_id, events, (SELECT count(*) FROM croupier_faults.written w WHERE w.key = t.player_id) AS written
    FROM croupier_tally.tally t
    WHERE events <> (SELECT count(*) FROM croupier_faults.written w WHERE w.key = t.player_id)`,
  "recent and not once in the outbox": `
    SELECT key, key_version FROM croupier_faults.written w WHERE ${recent}
      AND (SELECT count(*) FROM croupier_tally.outbox o WHERE o.event_id = w.event_id) <> 1`,
  "in the outbox and not written": `
    SELECT key, key_version FROM croupier_tally.outbox o
    WHERE NOT EXISTS (SELECT FROM croupier_faults.written w
      WHERE (w.event_id, w.key, w.key_version) = (o.event_id, o.key, o.key_version))`,
  parked: "SELECT consumer, key, key_version, reason FROM croupier_core.dead_letter"
}
