import * as SqlClient from "@effect/sql/SqlClient"
import { Effect } from "effect"
import type { Gauge } from "../metrics/Metrics.js"
import { outboxSchema } from "./OutboxSchema.js"
import { outboxAge } from "./RelayLoop.js"

/** What `/metrics` says about a domain's events: the age of the oldest that waits for its batch, and how far each consumer is behind. */
export const eventFigures = (domain: string): ReadonlyArray<Gauge<SqlClient.SqlClient>> => [
  {
    name: `outbox_age_seconds_${domain}`,
    help: `How long the oldest event of ${domain} has waited to be published`,
    read: outboxAge(domain)
  },
  {
    name: `event_consumer_lag_seconds_${domain}`,
    help: `The age of the oldest batch of ${domain} that a consumer has still to read`,
    label: "consumer",
    read: consumerLag(domain)
  }
]

/** By consumer: the seconds since the oldest batch was made that it has still to read, 0 where it has read all. */
const consumerLag = (domain: string) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const rows = yield* sql.unsafe<{ consumer: string; lag: number }>(
      `SELECT p.consumer, coalesce(extract(epoch FROM clock_timestamp() - t.at), 0)::float8 AS lag
      FROM (SELECT consumer, min(tick) AS tick FROM croupier_core.event_position WHERE domain = $1 GROUP BY consumer) AS p
      LEFT JOIN ${outboxSchema(domain)}.tick AS t ON t.number = p.tick`,
      [domain]
    )
    return Object.fromEntries(rows.map(({ consumer, lag }) => [consumer, lag]))
  })
