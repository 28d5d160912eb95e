import * as SqlClient from "@effect/sql/SqlClient"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Ref } from "effect"
import { coreMigrations } from "../../src/migration/coreMigrations.js"
import { type Migration, type MigrationSet, migrate } from "../../src/migration/migrate.js"
import { requireSchema } from "../../src/migration/requireSchema.js"
import { administer } from "../../src/postgres/Administrator.js"
import * as Postgres from "../../src/postgres/Postgres.js"
import * as TestPostgres from "../../src/testing/TestPostgres.js"

const step = (id: number, more: Partial<Migration> = {}): Migration => ({
  id,
  name: `step ${id}`,
  kind: "expand",
  oldestCode: "0.1.0",
  up: `CREATE TABLE croupier_steps.t${id} (id bigint PRIMARY KEY)`,
  ...more
})

const steps = (...migrations: ReadonlyArray<Migration>): MigrationSet => ({
  package: "steps",
  schema: "croupier_steps",
  migrations
})

const database = TestPostgres.layerDatabase([])
const asOwner = Layer.provideMerge(TestPostgres.layerOwner, database)

const tables = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.map(
    sql<{ name: string }>`SELECT relname AS name FROM pg_class
      WHERE relkind = 'r' AND relnamespace = 'croupier_steps'::regnamespace ORDER BY 1`,
    (rows) => rows.map(({ name }) => name)
  )
)

/** In this database: other test files take locks of theirs on the same server. */
const held = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => sql`SELECT FROM pg_locks WHERE locktype = 'advisory'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
)

describe("migrate", () => {
  it.live("would silently let every login create temporary objects in a database that is not the owner's", () =>
    Effect.gen(function* () {
      const { administratorUrl, name } = yield* TestPostgres.TestDatabase
      yield* administer(administratorUrl, (query) =>
        query(`ALTER DATABASE ${name} OWNER TO CURRENT_USER; GRANT CREATE ON DATABASE ${name} TO croupier_owner;
          GRANT TEMPORARY ON DATABASE ${name} TO PUBLIC`)
      )
      const error = yield* Effect.flip(Effect.provide(migrate([steps(step(1))]), TestPostgres.layerOwner))
      assert.match(error.message, /croupier_owner cannot .* REVOKE TEMPORARY ON DATABASE .* FROM PUBLIC/)
    }).pipe(Effect.provide(database))
  )

  it.effect("applies what is missing, once, and leaves no lock and no setting behind", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const first = yield* migrate([steps(step(1), step(2))])
      assert.deepStrictEqual(
        first.map(({ id }) => id),
        [1, 2]
      )
      assert.deepStrictEqual(yield* migrate([steps(step(1), step(2))]), [])
      assert.deepStrictEqual(
        (yield* migrate([steps(step(1), step(2), step(3))])).map(({ id }) => id),
        [3]
      )
      assert.deepStrictEqual(yield* tables, ["migration", "t1", "t2", "t3"])
      assert.deepStrictEqual(yield* held, [])
      assert.deepStrictEqual(yield* sql`SELECT current_setting('lock_timeout') AS lock, current_user AS role`, [
        { lock: "5s", role: "croupier_owner" }
      ])
    }).pipe(Effect.provide(asOwner))
  )

  it.effect("four starters at once on an empty database: each step runs once and none fails", () =>
    Effect.gen(function* () {
      const { url } = yield* TestPostgres.TestDatabase
      const empty = Effect.flatMap(SqlClient.SqlClient, (sql) => sql`DROP SCHEMA croupier_core CASCADE`)
      yield* Effect.provide(empty, TestPostgres.layerOwner)
      const starter = Effect.provide(
        migrate([steps(step(1), step(2))]),
        Layer.fresh(Postgres.layer({ url: url("croupier_owner"), applicationName: "starter" }))
      )
      const done = yield* Effect.all([starter, starter, starter, starter], { concurrency: "unbounded" })
      assert.deepStrictEqual(done.map((applied) => applied.length).sort(), [
        0,
        0,
        0,
        coreMigrations.migrations.length + 2
      ])
    }).pipe(Effect.provide(database))
  )

  it.effect(
    "killed in the middle of a step: what was whole is kept, the step leaves nothing, a second run finishes",
    () =>
      Effect.gen(function* () {
        const killed = yield* Ref.make(false)
        const killOnce = Effect.gen(function* () {
          const sql = yield* SqlClient.SqlClient
          yield* sql`CREATE TABLE croupier_steps.t2 (id bigint)`
          if (!(yield* Ref.getAndSet(killed, true))) yield* sql`SELECT pg_terminate_backend(pg_backend_pid())`
        })
        const set = steps(step(1), step(2, { up: killOnce }), step(3))
        const error = yield* Effect.flip(migrate([set]))
        assert.match(error.message, /steps: migration 2 "step 2" failed/)
        assert.deepStrictEqual(yield* tables, ["migration", "t1"])
        assert.deepStrictEqual(
          (yield* migrate([set])).map(({ id }) => id),
          [2, 3]
        )
        assert.deepStrictEqual(yield* tables, ["migration", "t1", "t2", "t3"])
      }).pipe(Effect.provide(asOwner))
  )

  it.effect("a step that fails names itself and the reason, and gives the lock back", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(
        migrate([steps(step(1, { up: "CREATE TABLE croupier_steps.t1 (id nonsense)" }))])
      )
      assert.match(error.message, /steps: migration 1 "step 1" failed: type "nonsense" does not exist/)
      assert.deepStrictEqual(yield* held, [])
    }).pipe(Effect.provide(asOwner))
  )

  it.effect("another history than the database's is refused before anything runs", () =>
    Effect.gen(function* () {
      yield* migrate([steps(step(1))])
      const renamed = yield* Effect.flip(migrate([steps(step(1, { name: "other" }), step(2))]))
      assert.match(renamed.message, /migration 1 is "step 1" in the database and "other" in this code/)
      const gap = yield* Effect.flip(migrate([steps(step(1), step(3))]))
      assert.match(gap.message, /has id 3, expected 2/)
      assert.deepStrictEqual(yield* tables, ["migration", "t1"])
    }).pipe(Effect.provide(asOwner))
  )

  it.effect("the application's login cannot migrate", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(migrate([steps(step(1))]))
      assert.match(String(error.cause), /permission denied/)
    }).pipe(Effect.provide(TestPostgres.layer([])))
  )
})

describe("requireSchema", () => {
  const asked = (known: MigrationSet, code: string) =>
    Effect.flip(requireSchema(known, code)).pipe(Effect.map((error) => error.message))

  it.effect("a schema that is older than the code needs: the message names both versions", () =>
    Effect.gen(function* () {
      assert.match(
        yield* asked(steps(step(1)), "0.1.0"),
        /schema croupier_steps is at version 0, but steps 0\.1\.0 needs version 1: run migrate first/
      )
      yield* migrate([steps(step(1))])
      yield* requireSchema(steps(step(1)), "0.1.0")
      assert.match(yield* asked(steps(step(1), step(2)), "0.1.0"), /at version 1, but steps 0\.1\.0 needs version 2/)
    }).pipe(Effect.provide(asOwner))
  )

  it.effect("a newer schema is fine while its steps expand, or contract for code that is old enough", () =>
    Effect.gen(function* () {
      const known = steps(step(1))
      yield* migrate([steps(step(1), step(2), step(3, { kind: "contract", oldestCode: "0.9.0", up: "SELECT 1" }))])
      yield* requireSchema(known, "0.10.0")
      assert.match(
        yield* asked(known, "0.8.11"),
        /at version 3, but steps 0\.8\.11 knows version 1, and step 3 "step 3" needs code 0\.9\.0 or newer: upgrade/
      )
    }).pipe(Effect.provide(asOwner))
  )
})
