import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { BrandKey } from "../Brand.js"
import { uuidv7 } from "../Ids.js"
import { outboxSchema } from "../internal/events/outboxSchema.js"
import * as TraceId from "../log/TraceId.js"
import { partitionOf } from "./Partition.js"
import type { DomainEvent } from "./StreamEvent.js"

/** Which key events are about, how many events the key has already, and when they happened (milliseconds of the epoch). */
export interface EventsOf {
  readonly brand: BrandKey
  /** A UUID, of a player mostly. */
  readonly key: string
  readonly before: bigint
  readonly at: number
}

/** What happened: a declared kind's type and version, and its encoded payload. */
export type Happened = Pick<DomainEvent, "payload" | "type" | "version">

/** Events of one key in their order, each with an id of its own and the next number, and the trace of the running request. */
export const newEvents = (
  { at, before, brand, key }: EventsOf,
  events: ReadonlyArray<Happened>
): Effect.Effect<ReadonlyArray<DomainEvent>> =>
  Effect.map(TraceId.current, (trace) =>
    events.map(({ payload, type, version }, index) => ({
      brand,
      key,
      keyVersion: before + BigInt(index + 1),
      id: uuidv7(at),
      type,
      version,
      payload,
      occurredAt: new Date(at),
      trace: trace ?? null
    }))
  )

/**
 * Inserts events into a domain's outbox, in the caller's transaction. The row that holds their `keyVersion` is locked
 * already, so that a key's events become visible in their order.
 */
export const publish = (
  domain: string,
  events: ReadonlyArray<DomainEvent>
): Effect.Effect<void, SqlError, SqlClient.SqlClient> =>
  events.length === 0
    ? Effect.void
    : Effect.flatMap(SqlClient.SqlClient, (sql) =>
        Effect.asVoid(
          sql.unsafe(
            `INSERT INTO ${outboxSchema(domain)}.outbox
              (partition, brand_id, key, key_version, event_id, type, version, payload, occurred_at, trace)
            SELECT partition, brand_id, key, key_version, event_id, type, version, payload, occurred_at, trace
            FROM jsonb_to_recordset($1::jsonb) AS e (partition smallint, brand_id text, key uuid, key_version bigint,
              event_id uuid, type text, version integer, payload jsonb, occurred_at timestamptz, trace text)`,
            [JSON.stringify(events.map(toRow))]
          )
        )
      )

const toRow = ({ brand, id, key, keyVersion, occurredAt, ...event }: DomainEvent) => ({
  ...event,
  partition: partitionOf(key),
  brand_id: brand,
  key,
  key_version: String(keyVersion),
  event_id: id,
  occurred_at: occurredAt.toISOString()
})
