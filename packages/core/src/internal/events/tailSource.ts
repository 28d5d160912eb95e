import type * as SqlClient from "@effect/sql/SqlClient"
import { Effect } from "effect"
import type { Chunk, TailSource } from "../../events/EventTail.js"
import { outboxSchema } from "./outboxSchema.js"

/** A domain's outbox as a tail reads it. */
export const tailSource = (sql: SqlClient.SqlClient, domain: string): TailSource => {
  const schema = outboxSchema(domain)
  return {
    marks: (ticks) =>
      Effect.map(
        sql.unsafe<MarkRow>(
          `SELECT r.stream, r.tick AS newest, t.number, ${mark} AS mark
          FROM ${schema}.relay AS r LEFT JOIN ${schema}.tick AS t ON t.number = ANY ($1::bigint[])`,
          [`{${ticks.join()}}`]
        ),
        (rows) => ({
          stream: rows[0]?.stream ?? "",
          newest: rows[0]?.newest ?? 0n,
          marks: new Map(rows.flatMap(({ number, mark }) => (number === null ? [] : [[number, mark]])))
        })
      ),
    chunks: (tick) =>
      sql.unsafe<Chunk>(
        `SELECT r.stream, ${mark} AS mark, b.partition, b."from", b."to", b.events
        FROM ${schema}.relay AS r CROSS JOIN ${schema}.tick AS t CROSS JOIN ${schema}.tail_batch($1) AS b
        WHERE t.number = $1`,
        [tick]
      ),
    halt: (stream, reason) => sql.unsafe(`SELECT ${schema}.halt_relay($1, $2)`, [stream, reason])
  }
}

/** When a batch was made, to the microsecond: no two histories have the same. */
const mark = "(extract(epoch FROM t.at) * 1000000)::bigint::text"

interface MarkRow {
  readonly stream: string
  readonly newest: bigint
  readonly number: bigint | null
  readonly mark: string
}
