import { randomUUID } from "node:crypto"
import * as SqlClient from "@effect/sql/SqlClient"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { administer } from "../../src/postgres/Administrator.js"
import * as Postgres from "../../src/postgres/Postgres.js"
import { ensureRoles, roleNames } from "../../src/postgres/Roles.js"
import * as TestPostgres from "../../src/testing/TestPostgres.js"

describe("roles", () => {
  it.live("six callers at once, and again: none fails, and no role has a right it should not", () =>
    Effect.gen(function* () {
      const { administratorUrl: url } = yield* TestPostgres.TestDatabase
      yield* Effect.all(
        Array.from({ length: 6 }, () => ensureRoles({ url })),
        { concurrency: "unbounded" }
      )
      const powers = yield* administer(url, (query) =>
        query(
          `SELECT rolname, rolcanlogin, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication AS powerful
           FROM pg_roles WHERE rolname = ANY ($1) ORDER BY 1`,
          [[...roleNames]]
        )
      )
      const expected = [...roleNames].sort().map((rolname) => ({ rolname, rolcanlogin: true, powerful: false }))
      assert.deepStrictEqual(powers, expected)
    }).pipe(Effect.provide(TestPostgres.layerDatabase([])))
  )

  it.live("a login without the right to make roles is enough when they exist", () =>
    Effect.gen(function* () {
      const { url } = yield* TestPostgres.TestDatabase
      yield* ensureRoles({ url: url("croupier_app") })
    }).pipe(Effect.provide(TestPostgres.layerDatabase([])))
  )

  it.live("an administrator who is no superuser can make everything on a server of its own, and act as the owner", () =>
    Effect.gen(function* () {
      const { administratorUrl, name } = yield* TestPostgres.TestDatabase
      const role = `probe_${randomUUID().slice(0, 8)}`
      const sql = (text: string) => administer(administratorUrl, (query) => query(text))
      yield* sql(
        `CREATE ROLE ${role} LOGIN CREATEROLE PASSWORD 'x'; GRANT ${roleNames.join(", ")} TO ${role} WITH ADMIN OPTION; ALTER DATABASE ${name} OWNER TO ${role}`
      )
      const url = new URL(Redacted.value(administratorUrl))
      Object.assign(url, { username: role, password: "x", pathname: `/${name}` })
      const options = { url: Redacted.make(url.href), applicationName: "probe", role: "croupier_owner" } as const
      yield* Effect.gen(function* () {
        yield* ensureRoles(options)
        const who = Effect.flatMap(SqlClient.SqlClient, (client) => client`SELECT current_user AS role`)
        assert.deepStrictEqual(yield* Effect.provide(who, Postgres.layer(options)), [{ role: "croupier_owner" }])
      }).pipe(
        Effect.ensuring(
          Effect.orDie(
            sql(`ALTER DATABASE ${name} OWNER TO croupier_owner; DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`)
          )
        )
      )
    }).pipe(Effect.provide(TestPostgres.layerDatabase([])))
  )
})
