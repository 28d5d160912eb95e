import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { transaction } from "../postgres/Transaction.js"
import { outboxSchema } from "./OutboxSchema.js"

/**
 * Begins the batches of a domain anew in this database, after a restore: the relay goes on by itself. Consumers stay where
 * they are, since their positions were restored with their effects; the events that were in no batch, as many as it answers,
 * come next. Waits until nobody writes events, and nobody can while it reads the outbox.
 */
export const rebase = (domain: string): Effect.Effect<number, SqlError, SqlClient.SqlClient> =>
  transaction("BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '30s'")(
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const [row] = yield* sql.unsafe<{ moved: bigint }>(`SELECT ${outboxSchema(domain)}.rebase() AS moved`)
      return Number(row?.moved ?? 0n)
    })
  )
