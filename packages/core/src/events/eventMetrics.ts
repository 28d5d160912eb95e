import * as SqlClient from "@effect/sql/SqlClient"
import { Effect } from "effect"
import { outboxSchema } from "../internal/events/outboxSchema.js"
import type { Gauge } from "../metrics/Metrics.js"
import { outboxAge } from "./relayLoop.js"

/** What `/metrics` says about the events of these domains: how long they wait for their batch, and how far behind each consumer is. */
export const eventMetrics = (...domains: ReadonlyArray<string>): ReadonlyArray<Gauge<SqlClient.SqlClient>> => [
  {
    name: "outbox_age_seconds",
    help: "Age of the oldest unpublished event of an outbox",
    label: "domain",
    read: Effect.map(
      Effect.forEach(domains, (domain) => Effect.map(outboxAge(domain), (age) => [domain, age] as const)),
      Object.fromEntries
    )
  },
  {
    name: "event_consumer_lag_seconds",
    help: "Age of the oldest batch that a consumer has not read",
    label: "consumer",
    read: Effect.map(Effect.forEach(domains, consumerLags), (lags) => Object.assign({}, ...lags))
  }
]

/** By consumer, as `turnover of wallet`: the seconds since the oldest batch was made that it has still to read; 0: none. */
const consumerLags = (domain: string) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const rows = yield* sql.unsafe<{ consumer: string; lag: number }>(
      `SELECT p.consumer, coalesce(extract(epoch FROM clock_timestamp() - t.at), 0)::float8 AS lag
      FROM (SELECT consumer, min(tick) AS tick FROM croupier_core.event_position WHERE domain = $1 AND retired_at IS NULL GROUP BY consumer) AS p
      LEFT JOIN ${outboxSchema(domain)}.tick AS t ON t.number = p.tick`,
      [domain]
    )
    return Object.fromEntries(rows.map(({ consumer, lag }) => [`${consumer} of ${domain}`, lag]))
  })
