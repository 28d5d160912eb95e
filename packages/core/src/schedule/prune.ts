import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { inBatches } from "./inBatches.js"

/** Calls a function of the database that removes `atMost` old rows and answers how many, until none are left. */
export const prune = (name: string, atMost: number): Effect.Effect<void, SqlError, SqlClient.SqlClient> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    inBatches(atMost, (most) =>
      Effect.map(
        sql<{ gone: number }>`SELECT ${sql.literal(name)}(${most})::integer AS gone`,
        ([row]) => row?.gone ?? 0
      )
    )
  )
