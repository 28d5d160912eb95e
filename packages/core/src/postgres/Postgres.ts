import * as SqlClient from "@effect/sql/SqlClient"
import { SqlError } from "@effect/sql/SqlError"
import * as PgClient from "@effect/sql-pg/PgClient"
import { Config, type ConfigError, Context, Effect, Layer, Option, type Redacted } from "effect"
import type { Pool } from "pg"
import * as Setting from "../config/Setting.js"
import { connectionPool } from "../internal/postgres/connectionPool.js"
import type { PostgresOptions } from "../internal/postgres/PostgresOptions.js"
import { share } from "./ConnectionTurns.js"
import { roleNames } from "./roleNames.js"
import { reasonOf } from "./SqlErrors.js"

export type { PostgresOptions } from "../internal/postgres/PostgresOptions.js"

/** The pool under the `SqlClient`, for a hot path that calls one prepared function and nothing else. */
export class PostgresPool extends Context.Tag("@croupier/core/PostgresPool")<PostgresPool, Pool>() {}

/** What a Postgres layer provides: one client (so one transaction tag) and its pool. */
export type Postgres = PgClient.PgClient | SqlClient.SqlClient | PostgresPool

/**
 * One pool and one client on it; every statement with parameters is prepared. Fails when the server cannot be reached,
 * and when the connection would act as superuser or past row-level security, which ignores the walls between brands.
 */
export const layer = (options: PostgresOptions): Layer.Layer<Postgres, SqlError> =>
  Layer.provideMerge(
    Layer.tap(Layer.fresh(clientLayer), (context) =>
      Effect.sync(() =>
        share(
          Context.get(context, SqlClient.SqlClient),
          options.maxConnections ?? 6,
          options.connectTimeout ?? "5 seconds"
        )
      )
    ),
    Layer.scoped(PostgresPool, Effect.tap(connectionPool(options), refusePrivileged))
  )

/**
 * The layer by environment: `DATABASE_URL` or `DATABASE_URL_FILE`, `DATABASE_MAX_CONNECTIONS`, `DATABASE_CONNECT_TIMEOUT`,
 * and `DATABASE_ROLE` to act as a role although the URL's login is another.
 */
export const layerConfig = (
  defaults: Omit<PostgresOptions, "url">
): Layer.Layer<Postgres, SqlError | ConfigError.ConfigError> =>
  Layer.unwrapEffect(
    Effect.map(Config.all(settings(defaults)), ({ role, ...given }) =>
      layer({ ...defaults, ...given, ...(Option.isSome(role) ? { role: role.value } : {}) })
    )
  ).pipe(Layer.mapError(naming("DATABASE_URL")))

/** A failure to reach the database, worded for the operator: it begins with the variable that holds the address. */
export const naming =
  (variable: string) =>
  <E>(error: E | SqlError): E | SqlError =>
    error instanceof SqlError ? new SqlError({ cause: error.cause, message: `${variable}: ${error.message}` }) : error

/** `DATABASE_URL`, or the contents of the file that `DATABASE_URL_FILE` names. */
export const databaseUrl: Config.Config<Redacted.Redacted> = Setting.secretUrl("DATABASE_URL", {
  description: "PostgreSQL connection URL, including the login of this process",
  protocols: ["postgres:", "postgresql:"]
})

const settings = ({ maxConnections = 6, connectTimeout = "5 seconds" }: Omit<PostgresOptions, "url">) => ({
  url: databaseUrl,
  maxConnections: Setting.integer("DATABASE_MAX_CONNECTIONS", {
    description: "maximum number of database connections of this process",
    default: maxConnections,
    min: 1,
    max: 500,
    unit: "connections"
  }),
  connectTimeout: Setting.duration("DATABASE_CONNECT_TIMEOUT", {
    description: "timeout for obtaining a database connection, new or from the pool",
    default: connectTimeout
  }),
  role: Setting.optional(
    Setting.literal("DATABASE_ROLE", roleNames, {
      description: "role to act as, if it differs from the login of DATABASE_URL"
    })
  )
})

/** Built fresh for each pool: shared, two logins in one graph would get one client. */
const clientLayer: Layer.Layer<PgClient.PgClient | SqlClient.SqlClient, SqlError, PostgresPool> = Layer.unwrapEffect(
  Effect.map(PostgresPool, (pool) => PgClient.layerFromPool({ acquire: Effect.succeed(pool) }))
)

const refusePrivileged = (pool: Pool): Effect.Effect<void, SqlError> =>
  Effect.tryPromise({
    try: () =>
      pool.query<{ name: string; privileged: boolean }>(
        "SELECT rolname AS name, rolsuper OR rolbypassrls AS privileged FROM pg_roles WHERE rolname = current_user"
      ),
    catch: (cause) =>
      new SqlError({ cause, message: `cannot connect to PostgreSQL at ${target(pool)}: ${reasonOf(cause)}` })
  }).pipe(
    Effect.flatMap(({ rows: [role] }) => {
      if (role?.privileged !== true) return Effect.void
      const message = `${role.name} bypasses row-level security: connect as one of ${roleNames.join(", ")}`
      return Effect.fail(new SqlError({ cause: new Error(message), message }))
    })
  )

const target = (pool: Pool): string => {
  try {
    return new URL(pool.options.connectionString ?? "").host
  } catch {
    return "the address in DATABASE_URL"
  }
}
