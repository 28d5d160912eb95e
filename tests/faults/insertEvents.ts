import { partitionOf } from "@croupier/core/events/Partition"
import { textArray } from "@croupier/core/postgres/textArray"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"

/** Events of one key: their ids, for how many days they have happened, and the bytes of their payloads. */
export interface NewEvents {
  readonly key: string
  readonly ids: ReadonlyArray<string>
  readonly daysAgo: number
  readonly bytes: number
}

/** Writes them into the outbox and into `written`, in the caller's transaction, with the key's next versions in this order. */
export const insertEvents = ({
  bytes,
  daysAgo,
  ids,
  key
}: NewEvents): Effect.Effect<void, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    yield* sql`
      WITH counted AS (
        UPDATE croupier_tally.tally SET events = events + ${ids.length}
        WHERE player_id = ${key} RETURNING brand_id, player_id AS key, events - ${ids.length} AS version_before
      ), event AS (
        SELECT ${partitionOf(key)}::smallint AS partition, brand_id, key, version_before + n AS key_version, id,
          clock_timestamp() - ${daysAgo} * interval '1 day' AS occurred_at
        FROM counted, unnest(${textArray(ids)}::uuid[]) WITH ORDINALITY AS given (id, n)
      ), published AS (
        INSERT INTO croupier_tally.outbox
          (partition, brand_id, key, key_version, event_id, type, version, payload, occurred_at)
        SELECT partition, brand_id, key, key_version, id, 'tally.added', 1,
          jsonb_build_object('filler', repeat('x', ${bytes})), occurred_at
        FROM event ORDER BY key_version
      )
      INSERT INTO croupier_faults.written (partition, brand_id, key, key_version, event_id, occurred_at)
      SELECT partition, brand_id, key, key_version, id, occurred_at FROM event`
  })
