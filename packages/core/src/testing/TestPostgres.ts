import { createHash, randomUUID } from "node:crypto"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Clock, Context, Effect, Layer, type Redacted } from "effect"
import { coreMigrations } from "../migration/coreMigrations.js"
import { type MigrationFailed, migrate } from "../migration/migrate.js"
import { administer } from "../postgres/Administrator.js"
import type { MigrationSet } from "../postgres/MigrationSet.js"
import * as Postgres from "../postgres/Postgres.js"
import { databaseSql, ensureRoles, type RoleName, type RolesMissing, roleNames } from "../postgres/Roles.js"
import { type TestServer, testServer } from "./TestServer.js"

export { lowestBinaries } from "./TestServer.js"

/** A migrated database of its own for one test file. */
export class TestDatabase extends Context.Tag("@croupier/core/TestDatabase")<
  TestDatabase,
  {
    readonly name: string
    /** To connect from elsewhere, such as another process. */
    readonly url: (role: RoleName) => Redacted.Redacted
    /** The superuser's, for faults that a test brings about (ending a backend). Never for the code under test. */
    readonly administratorUrl: Redacted.Redacted
  }
>() {}

/** Which server to use instead of the run's own choice, and how many connections. */
export interface TestPostgresOptions {
  readonly binaries?: string
  readonly maxConnections?: number
}

/** A fresh database with these schemas (core's included) and a client that acts as `croupier_app`, as services do. */
export const layer = (
  sets: ReadonlyArray<MigrationSet>,
  options: TestPostgresOptions = {}
): Layer.Layer<Postgres.Postgres | TestDatabase> =>
  Layer.provideMerge(Layer.orDie(connect("croupier_app", options)), layerDatabase(sets, options))

/** The database alone: dropped when the scope closes, copied from a template that is migrated once for each list of sets. */
export const layerDatabase = (
  sets: ReadonlyArray<MigrationSet>,
  { binaries }: TestPostgresOptions = {}
): Layer.Layer<TestDatabase> =>
  Layer.scoped(
    TestDatabase,
    Effect.gen(function* () {
      const server = yield* testServer(binaries)
      const template = yield* ensureTemplate(server, sets)
      const name = `${server.databasePrefix}${randomUUID().slice(0, 8)}`
      const onServer = (text: string) => administer(server.administratorUrl("postgres"), (query) => query(text))
      yield* Effect.acquireRelease(onServer(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER croupier_owner`), () =>
        Effect.orDie(onServer(`DROP DATABASE ${name} WITH (FORCE)`))
      )
      yield* onServer(databaseSql(name))
      return { name, url: (role: RoleName) => server.url(role, name), administratorUrl: server.administratorUrl(name) }
      // A test's clock does not advance, and a server that is just starting is asked again after a while.
    }).pipe(Effect.withClock(Clock.make()), Effect.orDie)
  )

const connect = (role: RoleName, { maxConnections }: TestPostgresOptions = {}) =>
  Layer.unwrapEffect(
    Effect.map(TestDatabase, (database) =>
      Postgres.layer({
        url: database.url(role),
        applicationName: `croupier-test ${role}`,
        ...(maxConnections === undefined ? {} : { maxConnections })
      })
    )
  )

/** Another client on the same database, with this login: provide it to a part of a test. */
export const layerAs = (role: RoleName): Layer.Layer<Postgres.Postgres, SqlError, TestDatabase> => connect(role)

/** Another client on the same database that acts as `croupier_span`: provide it to a part of a test. */
export const layerSpan: Layer.Layer<Postgres.Postgres, SqlError, TestDatabase> = connect("croupier_span")

/** Another client on the same database that acts as `croupier_owner`, for tests that tamper. */
export const layerOwner: Layer.Layer<Postgres.Postgres, SqlError, TestDatabase> = connect("croupier_owner")

const ensureTemplate = (
  server: TestServer,
  sets: ReadonlyArray<MigrationSet>
): Effect.Effect<string, SqlError | MigrationFailed | RolesMissing> =>
  administer(server.administratorUrl("postgres"), (query) =>
    Effect.gen(function* () {
      const name = `${server.databasePrefix}t_${digest(sets)}`
      // Test files run side by side: the first builds, the others wait. The lock goes with the connection.
      yield* query("SELECT pg_advisory_lock(hashtext($1))", [name])
      const [found] = yield* query("SELECT FROM pg_database WHERE datname = $1", [name])
      if (found !== undefined) return name
      const passwords = Object.fromEntries(roleNames.map((role) => [role, server.password(role)]))
      yield* ensureRoles({ url: server.administratorUrl("postgres"), passwords })
      yield* query(`DROP DATABASE IF EXISTS ${name}_half WITH (FORCE)`)
      yield* query(`CREATE DATABASE ${name}_half OWNER croupier_owner`)
      yield* Effect.provide(migrateAndMark(sets), templateLayer(server, `${name}_half`))
      yield* query(`ALTER DATABASE ${name}_half RENAME TO ${name}`)
      return name
    })
  )

const templateLayer = (server: TestServer, database: string) =>
  Postgres.layer({ url: server.url("croupier_owner", database), applicationName: "croupier-test", maxConnections: 1 })

/** Marked as a test, so that `croupier_core.now()` takes the setting `croupier.now`. */
const migrateAndMark = (sets: ReadonlyArray<MigrationSet>) =>
  Effect.gen(function* () {
    yield* migrate(sets)
    const sql = yield* SqlClient.SqlClient
    yield* sql`INSERT INTO croupier_core.test_database DEFAULT VALUES`
  })

/** Effects have no text, but within one run a step's package, number and name identify an effect. */
const digest = (sets: ReadonlyArray<MigrationSet>): string => {
  const steps = [coreMigrations, ...sets].map(({ schema, migrations }) => [
    schema,
    migrations.map(({ id, name, up }) => [id, name, typeof up === "string" ? up : "effect"])
  ])
  return createHash("sha256").update(JSON.stringify(steps)).digest("hex").slice(0, 12)
}
