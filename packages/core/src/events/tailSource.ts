import type * as SqlClient from "@effect/sql/SqlClient"
import { Effect, Option } from "effect"
import type { Chunk, History, TailSource } from "./EventTail.js"
import { outboxSchema } from "./OutboxSchema.js"

/** A domain's outbox as a tail reads it. */
export const tailSource = (sql: SqlClient.SqlClient, domain: string): TailSource => {
  const schema = outboxSchema(domain)
  return {
    history: Effect.map(
      sql.unsafe<History>(`SELECT stream, tick FROM ${schema}.relay`),
      ([row]) => row ?? { stream: "", tick: 0n }
    ),
    mark: (tick) =>
      Effect.map(
        sql.unsafe<{ mark: string }>(`SELECT ${markOf("at")} AS mark FROM ${schema}.tick WHERE number = $1`, [tick]),
        ([row]) => Option.fromNullable(row?.mark)
      ),
    chunks: (tick) => sql.unsafe<Chunk>(`SELECT partition, "from", "to", events FROM ${schema}.tail_batch($1)`, [tick]),
    halt: (stream, reason) => sql.unsafe(`SELECT ${schema}.halt_relay($1, $2)`, [stream, reason])
  }
}

/** When a batch was made, to the microsecond: no two histories have the same. */
export const markOf = (at: string): string => `(extract(epoch FROM ${at}) * 1000000)::bigint::text`
