import type { Consumer } from "@croupier/core/events/Consumer"
import { textArray } from "@croupier/core/postgres/textArray"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Data, Effect } from "effect"

/** The ordered failure of `apply`. */
export class Refused extends Data.TaggedError("Refused")<{ readonly message: string }> {}

/** The faults that `apply` can have, by rows of `trouble`; each gets the number of events. */
const troubles = {
  fails: () => new Refused({ message: "told to fail" }),
  "fails in a statement": () => Effect.flatMap(SqlClient.SqlClient, (sql) => sql`SELECT 1 / 0`),
  hangs: () => Effect.never,
  "hangs in a statement": () => Effect.flatMap(SqlClient.SqlClient, (sql) => sql`SELECT pg_sleep(3600)`),
  "is slow": (events: number) => Effect.sleep(events * 15)
} as const satisfies Record<string, (events: number) => Effect.Effect<unknown, Refused | SqlError, SqlClient.SqlClient>>

/** A way for `apply` to go wrong. */
export type Trouble = keyof typeof troubles

/** A row for each event, numbered in their order, unless `trouble` has a row for the consumer and one of them. */
export const applyOf =
  (consumer: string): Consumer<Refused | SqlError, SqlClient.SqlClient>["apply"] =>
  (events) =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const ids = textArray(events.map(({ id }) => id))
      const found = yield* sql<{ kind: Trouble }>`
        SELECT DISTINCT kind FROM croupier_faults.trouble
        WHERE consumer = ${consumer} AND (event_id IS NULL OR event_id = ANY (${ids}::uuid[]))`
      for (const { kind } of found) yield* troubles[kind](events.length)
      yield* sql`
        INSERT INTO croupier_faults.effect (consumer, brand_id, partition, key, key_version, event_id)
        SELECT ${consumer}, b, p, k, v, e FROM unnest(
          ${textArray(events.map(({ brand }) => brand))}::text[],
          ${`{${events.map(({ partition }) => partition).join()}}`}::smallint[],
          ${textArray(events.map(({ key }) => key))}::uuid[],
          ${`{${events.map(({ keyVersion }) => keyVersion).join()}}`}::bigint[],
          ${ids}::uuid[]
        ) WITH ORDINALITY AS given (b, p, k, v, e, n) ORDER BY n`
    })
