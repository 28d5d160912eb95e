import { Effect } from "effect"
import { consumerNames, domain } from "./tally.js"
import { World } from "./World.js"

/** Positions, leases, ticks and sessions of a failed seed, for its log: one JSON line for each row. */
export const state: Effect.Effect<string, never, World> = Effect.gen(function* () {
  const { ask } = yield* World
  const answers = yield* Effect.forEach(Object.entries(questions), ([what, query]) =>
    Effect.map(ask(query), (rows) => [`--- ${what}`, ...rows.map((row) => JSON.stringify(row))].join("\n"))
  )
  return answers.join("\n")
}).pipe(Effect.orElseSucceed(() => "--- the database does not answer"))

const questions: Readonly<Record<string, string>> = {
  "without effect, oldest first": `
    SELECT consumer, partition, key, key_version, event_id, xid, occurred_at FROM croupier_faults.written w
    CROSS JOIN unnest('{${consumerNames.join()}}'::text[]) AS consumer
    WHERE NOT EXISTS (SELECT FROM croupier_faults.effect e WHERE (e.event_id, e.consumer) = (w.event_id, consumer))
    ORDER BY xid LIMIT 40`,
  "dead letters":
    "SELECT consumer, key, key_version, replay, parked_at, reason FROM croupier_core.dead_letter LIMIT 40",
  trouble: `SELECT * FROM croupier_faults.trouble`,
  relay: `SELECT *, pg_current_snapshot() AS now FROM croupier_${domain}.relay`,
  ticks: `SELECT * FROM croupier_${domain}.tick ORDER BY number DESC LIMIT 10`,
  positions: `
    SELECT consumer, tick, index, epoch, array_agg(partition) AS partitions FROM croupier_core.event_position
    GROUP BY consumer, tick, index, epoch ORDER BY consumer, tick`,
  leases: "SELECT *, clock_timestamp() AS now FROM croupier_core.lease",
  members: "SELECT * FROM croupier_core.consumer_member",
  partitions: `
    SELECT consumer, holder, epoch, expires_at, array_agg(partition) AS partitions FROM croupier_core.consumer_partition
    GROUP BY consumer, holder, epoch, expires_at`,
  jobs: "SELECT * FROM croupier_core.job_period ORDER BY starts_at DESC LIMIT 3",
  sessions: `
    SELECT pid, application_name, state, wait_event_type, wait_event, clock_timestamp() - xact_start AS open, left(query, 200) AS query
    FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle'`
}
