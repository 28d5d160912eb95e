import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { outboxSchema } from "../internal/events/outboxSchema.js"
import { transaction } from "../internal/postgres/transaction.js"

/**
 * Restarts the batches of a domain in this database after a restore: the relay continues by itself. Consumers stay where
 * they are, since their positions were restored with their effects; the events that were in no batch, as many as it answers,
 * come next. Waits until no transaction writes events, and none can while it reads the outbox. A domain in which other tables
 * follow the server's transaction ids too has a function `rebase_followers()`, which runs in the same transaction.
 */
export const rebase = (domain: string): Effect.Effect<number, SqlError, SqlClient.SqlClient> =>
  transaction("BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '30s'")(
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const schema = outboxSchema(domain)
      const followers = yield* sql`SELECT FROM pg_proc WHERE oid = to_regprocedure(${`${schema}.rebase_followers()`})`
      if (followers.length > 0) yield* sql.unsafe(`SELECT ${schema}.rebase_followers()`)
      const [row] = yield* sql.unsafe<{ moved: bigint }>(`SELECT ${schema}.rebase() AS moved`)
      return Number(row?.moved ?? 0n)
    })
  )
