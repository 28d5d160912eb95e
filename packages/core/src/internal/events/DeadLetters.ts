import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { BrandKey } from "../../Brand.js"
import type { StreamEvent } from "../../events/StreamEvent.js"
import { withBrand } from "../../postgres/BrandTransaction.js"
import { textArray } from "../../postgres/textArray.js"

/** An event that a consumer could not take, or that came after one of its key. */
export interface DeadLetter {
  readonly consumer: string
  readonly domain: string
  readonly event: StreamEvent
  readonly reason: string
  readonly parkedAt: Date
}

/** The dead letters of these brands, of all consumers, in stream order; at most 1000. */
export const listDeadLetters = (
  brands: ReadonlyArray<BrandKey>
): Effect.Effect<ReadonlyArray<DeadLetter>, SqlError, SqlClient.SqlClient> =>
  withBrand(brands)(
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const rows = yield* sql<StreamEvent & Omit<DeadLetter, "event">>`
        SELECT consumer, domain, reason, parked_at AS "parkedAt", ${sql.literal(eventColumns)}
        FROM croupier_core.dead_letter ORDER BY consumer, domain, tick, index, partition LIMIT 1000`
      return rows.map(({ consumer, domain, reason, parkedAt, ...event }) => ({
        consumer,
        domain,
        event,
        reason,
        parkedAt
      }))
    })
  )

/** Of these events' keys, those with a dead letter at the consumer. In the caller's transaction. */
export const parkedKeys = (
  consumer: string,
  domain: string,
  events: ReadonlyArray<StreamEvent>
): Effect.Effect<ReadonlySet<string>, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const rows = yield* sql<{ readonly key: string }>`
      SELECT DISTINCT d.key FROM croupier_core.dead_letter AS d
      WHERE d.consumer = ${consumer} AND d.domain = ${domain}
        AND d.key = ANY (${textArray([...new Set(events.map(({ key }) => key))])}::uuid[])`
    return new Set(rows.map(({ key }) => key))
  })

/** The reason of a dead letter that came after one of its key. */
export const behindParked = "an earlier event of its key is parked"

/** How many keys the consumer has begun to park within the last ten minutes, of all brands; counted up to 1000. */
export const parkedLately = ({ consumer, domain }: { readonly consumer: string; readonly domain: string }) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const [row] = yield* sql<{ parked: number }>`
      SELECT croupier_core.parked_lately(${consumer}, ${domain}, ${behindParked})::float8 AS parked`
    return row?.parked ?? 0
  })

/** Parks an event with its reason, in the caller's transaction. */
export const park = (consumer: string, domain: string, event: StreamEvent, reason: string) =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`
      INSERT INTO croupier_core.dead_letter (brand_id, consumer, domain, key, tick, index, partition, key_version,
        event_id, type, version, payload, occurred_at, trace, reason)
      VALUES (${event.brand}, ${consumer}, ${domain}, ${event.key}, ${event.tick}, ${event.index}, ${event.partition},
        ${event.keyVersion}, ${event.id}, ${event.type}, ${event.version}, ${JSON.stringify(event.payload)}::jsonb,
        ${event.occurredAt}, ${event.trace}, ${reason})`
  )

/** Removes a key's first dead letters, in stream order, in the caller's transaction. */
export const unpark = (
  consumer: string,
  domain: string,
  key: string,
  atMost: number
): Effect.Effect<ReadonlyArray<StreamEvent>, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    return yield* sql<StreamEvent>`
      WITH taken AS (
        DELETE FROM croupier_core.dead_letter
        WHERE consumer = ${consumer} AND domain = ${domain} AND key = ${key} AND (tick, index) IN (
          SELECT d.tick, d.index FROM croupier_core.dead_letter AS d
          WHERE d.consumer = ${consumer} AND d.domain = ${domain} AND d.key = ${key}
          ORDER BY d.tick, d.index LIMIT ${atMost}
        ) RETURNING *
      ) SELECT ${sql.literal(eventColumns)} FROM taken ORDER BY tick, index`
  })

const eventColumns = `brand_id AS brand, key, key_version AS "keyVersion", event_id AS id, type, version, payload,
  occurred_at AS "occurredAt", trace, partition, tick, index`
