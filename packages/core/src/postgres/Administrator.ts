import { SqlError } from "@effect/sql/SqlError"
import { Effect, Redacted } from "effect"
import { Client, type QueryResultRow } from "pg"
import { reasonOf } from "./SqlErrors.js"

/** Runs one statement, or several without parameters, as the administrator. */
export type Administer = <Row extends QueryResultRow>(
  text: string,
  values?: ReadonlyArray<unknown>
) => Effect.Effect<ReadonlyArray<Row>, SqlError>

/** A short connection for what only an administrator may do: roles and databases. Nothing else ever connects as one. */
export const administer = <A, E, R>(
  url: Redacted.Redacted,
  use: (query: Administer) => Effect.Effect<A, E, R>
): Effect.Effect<A, E | SqlError, R> =>
  Effect.acquireUseRelease(
    Effect.tryPromise({
      try: async () => {
        const client = new Client({
          connectionString: Redacted.value(url),
          application_name: "croupier-setup",
          connectionTimeoutMillis: 10_000
        })
        client.on("error", () => undefined)
        await client.connect()
        return client
      },
      catch: (cause) => new SqlError({ cause, message: `cannot connect to PostgreSQL: ${reasonOf(cause)}` })
    }),
    (client) =>
      use((text, values) =>
        Effect.tryPromise({
          try: async () => (await client.query(text, values === undefined ? undefined : [...values])).rows,
          catch: (cause) => new SqlError({ cause, message: reasonOf(cause) })
        })
      ),
    (client) => Effect.promise(() => client.end())
  )
