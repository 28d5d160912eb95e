import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Layer, type Redacted } from "effect"
import { grantSql, isComplete, mendingSql, type Rights, rightsOf } from "../internal/embedded/Rights.js"
import type { PostgresOptions } from "../internal/postgres/PostgresOptions.js"
import { migrate } from "../migration/migrate.js"
import { requireSchema } from "../migration/requireSchema.js"
import { administer } from "../postgres/Administrator.js"
import type { MigrationSet } from "../postgres/MigrationSet.js"
import * as Postgres from "../postgres/Postgres.js"
import { ensureRoles, type RoleName } from "../postgres/Roles.js"
import { DatabaseNotReady } from "./DatabaseNotReady.js"
import { type DatabaseTarget, urlOf } from "./DatabaseTarget.js"

/** What a domain needs of the database of an app that embeds it. */
export interface EmbeddedSchema {
  /** The package, such as `@croupier/wallet`. */
  readonly name: string
  /** Schemas in the order in which they are made; core's comes first without being named. */
  readonly sets: ReadonlyArray<MigrationSet>
  /** The roles that the domain acts as, apart from the owner of the schemas. */
  readonly roles: ReadonlyArray<RoleName>
  /** The shell command that brings the schemas up to date, for the message that says that they are not. */
  readonly migrateCommand: string
}

/** A database with its roles and schemas in place. */
export interface PreparedDatabase {
  /** The package that it was prepared for; connections show it in `pg_stat_activity`. */
  readonly name: string
  /** A pool of its own that acts as this role. */
  readonly connect: (
    role: RoleName,
    options: Omit<PostgresOptions, "role" | "url">
  ) => Layer.Layer<Postgres.Postgres, DatabaseNotReady>
}

/**
 * Makes the roles where the login may and any is missing, then migrates the schemas, or requires them to be up to date.
 * Safe to repeat and for several processes at once. Fails with one line that names the missing rights and how to grant them.
 */
export const prepareDatabase = (
  target: DatabaseTarget,
  schema: EmbeddedSchema,
  migrates: boolean
): Effect.Effect<PreparedDatabase, DatabaseNotReady> =>
  Effect.gen(function* () {
    const url = yield* urlOf(target)
    const roles: ReadonlyArray<RoleName> = migrates ? ["croupier_owner", ...schema.roles] : schema.roles
    yield* ensureRights(url, schema.name, roles, migrates)
    const connect: PreparedDatabase["connect"] = (role, options) =>
      Layer.mapError(Postgres.layer({ ...options, url, role }), unreachable)
    if (migrates) {
      const owner = connect("croupier_owner", { applicationName: `${schema.name} migrate`, maxConnections: 1 })
      yield* Effect.provide(Effect.mapError(migrate(schema.sets), notMigrated), owner)
    } else {
      const reader = connect(schema.roles[0] ?? "croupier_app", { applicationName: schema.name, maxConnections: 1 })
      const required = Effect.forEach(schema.sets, (set) => requireSchema(set), { discard: true })
      yield* Effect.provide(Effect.mapError(required, mismatch(schema)), reader)
    }
    return { name: schema.name, connect }
  })

const ensureRights = (url: Redacted.Redacted, name: string, roles: ReadonlyArray<RoleName>, migrates: boolean) =>
  administer(url, (query) =>
    Effect.gen(function* () {
      const before = yield* rightsOf(query, roles)
      if (isComplete(before, migrates)) return
      if (!before.mayMakeRoles) return yield* lacking(before, name, roles)
      // A failure shows in what is still missing afterwards, which is what an administrator has to give.
      const made = yield* Effect.either(ensureRoles({ url }))
      const after = yield* rightsOf(query, roles)
      if (after.foreign.length > 0) yield* Effect.ignore(query(grantSql(after.login, after.foreign)))
      const now = yield* rightsOf(query, roles)
      if (isComplete(now, migrates)) return
      return yield* lacking(now, name, roles, made._tag === "Left" ? made.left.message : undefined)
    })
  ).pipe(Effect.mapError((error) => (error._tag === "SqlError" ? unreachable(error) : error)))

const lacking = (rights: Rights, name: string, roles: ReadonlyArray<RoleName>, reason?: string) => {
  const { database, databaseIsPrepared, foreign, login, mayMakeRoles, missing } = rights
  const lacks = [
    ...(missing.length > 0 && !mayMakeRoles
      ? [`it lacks CREATEROLE, and the roles ${missing.join(", ")} do not exist (ALTER ROLE "${login}" CREATEROLE)`]
      : missing.length > 0
        ? [`it could not create the roles ${missing.join(", ")}`]
        : []),
    ...(foreign.length > 0 ? [`it cannot act as ${foreign.join(", ")} (${grantSql(login, foreign)})`] : []),
    ...(!databaseIsPrepared && missing.length === 0
      ? [
          `croupier_owner cannot create schemas there, or every login can create temporary objects (GRANT CREATE, REVOKE TEMPORARY)`
        ]
      : [])
  ]
  return new DatabaseNotReady({
    code: "rights-missing",
    message:
      `${name}: the login ${login} cannot use the database ${database}: ${lacks.join("; ")}; ` +
      `an administrator can fix this by running \`sql\` of this error there${reason === undefined ? "" : ` (${reason})`}`,
    sql: mendingSql(rights, roles)
  })
}

const unreachable = (error: SqlError) =>
  new DatabaseNotReady({ code: "database-unreachable", message: oneLine(error.message) })

const notMigrated = (error: { readonly message: string }) =>
  new DatabaseNotReady({ code: "migration-failed", message: oneLine(error.message) })

const mismatch = (schema: EmbeddedSchema) => (error: { readonly _tag: string; readonly message: string }) =>
  error._tag === "SchemaMismatch"
    ? new DatabaseNotReady({
        code: "schema-mismatch",
        message: error.message.endsWith("run migrate first")
          ? `${error.message}, with migrate: true or by: ${schema.migrateCommand}`
          : error.message
      })
    : new DatabaseNotReady({ code: "database-unreachable", message: oneLine(error.message) })

const oneLine = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, " ")
