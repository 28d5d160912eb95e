import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import * as SqlClient from "@effect/sql/SqlClient"
import { Duration, Effect, Layer } from "effect"
import { aurora, borealis } from "../src/testing/Trees.js"
import { Time } from "../src/testing/World.js"

/** Columns that a duration's passing moves. */
const columns = {
  agent: ["registered_at"],
  placement: ["effective_from"],
  agreement: ["effective_from"],
  policy: ["effective_from"],
  player: ["registered_at"],
  accrual: ["at"],
  account: ["opened_at", "due_at", "last_to"],
  statement: ["period_from", "period_to", "before_to", "tried_at"],
  conversion: ["requested_at", "tried_at"]
}

/** Time on a database with a clock that cannot be moved: all that is written moves into the past instead. */
export const timeBySql: Layer.Layer<Time, never, TestPostgres.TestDatabase> = Layer.effect(
  Time,
  Effect.map(SqlClient.SqlClient, (sql) => ({
    pass: (duration) =>
      Effect.forEach(Object.entries(columns), ([table, names]) =>
        sql.unsafe(
          `UPDATE croupier_agent.${table} SET ${names.map((name) => `${name} = ${name} - $1::interval`).join(", ")}`,
          [`${Duration.toMillis(duration)} milliseconds`]
        )
      ).pipe(
        withBrand([aurora, borealis]),
        Effect.provideService(SqlClient.SqlClient, sql),
        Effect.orDie,
        Effect.asVoid
      )
  }))
).pipe(
  // Fresh: in one graph with the app's client the memo would hand out that one.
  Layer.provide(Layer.fresh(Layer.orDie(TestPostgres.layerOwner)))
)
