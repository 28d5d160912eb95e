import * as SqlClient from "@effect/sql/SqlClient"
import { Effect, Layer } from "effect"
import { outboxSchema } from "../internal/events/outboxSchema.js"
import { reasonOf } from "../postgres/SqlErrors.js"
import { type Batch, EventStream, EventsUnavailable } from "./EventStream.js"
import { allPartitions } from "./Partition.js"
import { after, notBefore, type Position, type Positions } from "./Position.js"
import { type StreamEvent, storedBrand } from "./StreamEvent.js"

/** The stream straight from the domains' outboxes, for apps without Redis. Each domain's relay has to make ticks. */
export const layerSql: Layer.Layer<EventStream, never, SqlClient.SqlClient> = Layer.effect(
  EventStream,
  Effect.map(SqlClient.SqlClient, (sql) => ({
    oldest: (domain) =>
      sql.unsafe<{ tick: bigint }>(oldestQuery(domain)).pipe(
        Effect.map(([row]): Position => ({ tick: row?.tick ?? 1n, index: 0 })),
        Effect.mapError(unavailable(domain))
      ),
    read: (domain, from, limit) =>
      from.size === 0
        ? Effect.succeed({ events: [], to: from })
        : sql.unsafe<Row>(readQuery(domain), [...slots(from), limit]).pipe(
            Effect.map((rows) => batchOf(from, rows)),
            Effect.mapError(unavailable(domain))
          )
  }))
)

const unavailable = (domain: string) => (failure: unknown) =>
  new EventsUnavailable({ domain, reason: reasonOf(failure) })

/** Tick 0 holds nothing; the newest one is never removed. */
const oldestQuery = (domain: string): string =>
  `SELECT greatest(min(number), 1) AS tick FROM ${outboxSchema(domain)}.tick`

const readQuery = (domain: string): string => `
SELECT tick, index, partition, brand_id AS brand, key, key_version AS "keyVersion", event_id AS id, type, version,
  payload, occurred_at AS "occurredAt", trace
FROM ${outboxSchema(domain)}.read_events($1::bigint[], $2::integer[], $3::integer)`

/** An element for each partition; those not read are NULL. */
const slots = (from: Positions): readonly [ticks: string, indexes: string] => {
  const array = (member: keyof Position) =>
    `{${allPartitions.map((slot) => from.get(slot)?.[member] ?? "NULL").join()}}`
  return [array("tick"), array("index")]
}

/** The last row has no event, and the batch to continue with. */
type Row = StreamEvent | { readonly tick: bigint; readonly id: null }

const batchOf = (from: Positions, rows: ReadonlyArray<Row>): Batch => {
  const events: Array<StreamEvent> = []
  let next = 0n
  for (const row of rows) {
    next = row.tick
    if (row.id !== null) events.push({ ...row, brand: storedBrand(row.brand) })
  }
  return { events, to: notBefore(after(from, events), next) }
}
