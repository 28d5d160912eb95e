import * as Setting from "@croupier/core/config/Setting"
import * as EmbeddedPostgres from "@croupier/core/embeddedPostgres/EmbeddedPostgres"
import { migrate } from "@croupier/core/migration/migrate"
import { administer } from "@croupier/core/postgres/Administrator"
import type { MigrationSet } from "@croupier/core/postgres/MigrationSet"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { ensureRoles, type RoleName, roleNames } from "@croupier/core/postgres/Roles"
import { Data, Effect, Option, type Redacted } from "effect"
import { PortTaken } from "./Ports.js"

/** A database that is ready: roles, schemas and migrations are in place. */
export interface Database {
  /** For manual inspection: the login that owns the schemas. It sees the rows of `croupier.brands`, or of `*`. */
  readonly url: Redacted.Redacted
  /** What services need of it; one pool for each use, none of a superuser. */
  readonly layer: (role: RoleName, applicationName: string) => ReturnType<typeof Postgres.layer>
}

const name = "croupier"

/** The given server, if any. */
export const serverUrl = Setting.optional(
  Setting.secretUrl("DATABASE_URL", {
    description: "PostgreSQL server to use instead of the embedded one",
    protocols: ["postgres:", "postgresql:"]
  })
)

/** A given server is not ours to empty, and without our keys its data cannot be read. */
export class NotOurs extends Data.TaggedError("NotOurs") {
  override readonly message = "--fresh deletes only what npm start created: empty the database of DATABASE_URL manually"
}

/** The given server, or an embedded one in this directory that stops with the scope; migrated. */
export const open = (
  given: Option.Option<Redacted.Redacted>,
  directory: string,
  port: number,
  sets: ReadonlyArray<MigrationSet>
) =>
  Effect.gen(function* () {
    const database = yield* Option.match(given, { onNone: () => embedded(directory, port), onSome: existing })
    yield* Effect.provide(migrate(sets), database.layer("croupier_owner", "croupier migrate"))
    return database
  })

const embedded = (directory: string, port: number) =>
  Effect.gen(function* () {
    const server = yield* Effect.mapError(EmbeddedPostgres.start({ directory, port }), (error) =>
      error.message.includes("could not bind") ? new PortTaken({ port, listener: "postgres" }) : error
    )
    const passwords = Object.fromEntries(roleNames.map((role) => [role, server.password(role)]))
    yield* administer(server.url("postgres", "postgres"), (query) =>
      Effect.gen(function* () {
        const found = yield* query("SELECT FROM pg_database WHERE datname = $1", [name])
        if (found.length === 0) yield* query(`CREATE DATABASE ${name}`)
      })
    )
    yield* ensureRoles({ url: server.url("postgres", name), passwords })
    const database: Database = {
      url: server.url("croupier_owner", name),
      layer: (role, applicationName) => Postgres.layer({ url: server.url(role, name), applicationName })
    }
    return database
  })

/** A login of a given server acts as our roles: it made them, or an administrator made it their member. */
const existing = (url: Redacted.Redacted) =>
  ensureRoles({ url }).pipe(
    Effect.mapError(Postgres.naming("DATABASE_URL")),
    Effect.as({
      url,
      layer: (role, applicationName) => Postgres.layer({ url, applicationName, role })
    } satisfies Database)
  )
