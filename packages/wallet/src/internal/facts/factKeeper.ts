import type { Consumer } from "@croupier/core/events/Consumer"
import type { StreamEvent } from "@croupier/core/events/StreamEvent"
import { textArray } from "@croupier/core/postgres/textArray"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"

/** The keeper's positions are stored under this name, from the ledger's first day on: no day of the outbox goes before it has passed. */
export const factKeeperName = "wallet-facts"

/** Keeps every event of the wallet permanently, under its position in the stream. */
export const factKeeper: Consumer<SqlError, SqlClient.SqlClient> = {
  consumer: factKeeperName,
  domain: "wallet",
  limit: 1000,
  commitWithoutWaiting: true,
  apply: (events) => Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(keep, columns(events)))
}

const keep = `
INSERT INTO croupier_wallet.fact
  (tick, partition, index, brand_id, key, key_version, event_id, type, version, payload, occurred_at, trace)
SELECT * FROM unnest($1::bigint[], $2::smallint[], $3::integer[], $4::text[], $5::uuid[], $6::bigint[], $7::uuid[],
  $8::text[], $9::integer[], $10::jsonb[], $11::timestamptz[], $12::text[])`

const columns = (events: ReadonlyArray<StreamEvent>): ReadonlyArray<string> => {
  const plain = (value: (event: StreamEvent) => bigint | number | string) => `{${events.map(value).join()}}`
  const quoted = (value: (event: StreamEvent) => string) => textArray(events.map(value))
  return [
    plain(({ tick }) => tick),
    plain(({ partition }) => partition),
    plain(({ index }) => index),
    quoted(({ brand }) => brand),
    plain(({ key }) => key),
    plain(({ keyVersion }) => keyVersion),
    plain(({ id }) => id),
    quoted(({ type }) => type),
    plain(({ version }) => version),
    quoted(({ payload }) => JSON.stringify(payload)),
    quoted(({ occurredAt }) => occurredAt.toISOString()),
    `{${events.map(({ trace }) => (trace === null ? "NULL" : textArray([trace]).slice(1, -1))).join()}}`
  ]
}
