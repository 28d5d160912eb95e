import * as SqlClient from "@effect/sql/SqlClient"
import { SqlError } from "@effect/sql/SqlError"
import { assert, describe, it, layer } from "@effect/vitest"
import { ConfigProvider, Context, Duration, Effect, FastCheck, Layer, Redacted } from "effect"
import * as Postgres from "../../src/postgres/Postgres.js"
import { preparedStatements } from "../../src/postgres/preparedStatements.js"
import type { RoleName } from "../../src/postgres/roleNames.js"
import * as TestPostgres from "../../src/testing/TestPostgres.js"

const int8 = FastCheck.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })

const connect = (options: Partial<Postgres.PostgresOptions> = {}) =>
  Layer.unwrapEffect(
    Effect.map(TestPostgres.TestDatabase, (database) =>
      Postgres.layer({ url: database.url("croupier_app"), applicationName: "probe", ...options })
    )
  )

const reasonOf = (error: unknown) => {
  assert.instanceOf(error, SqlError)
  return `${error.message} ${error.cause instanceof Error ? error.cause.message : ""}`
}

layer(TestPostgres.layer([]))("a Postgres client", (it) => {
  it.effect.prop(
    "int8 and arrays of it come back as the bigint that was sent",
    [int8, FastCheck.array(int8)],
    ([one, many]) =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const list = `{${many.join(",")}}`
        assert.deepStrictEqual(yield* sql`SELECT ${one}::int8 AS one, ${list}::int8[] AS many`, [{ one, many }])
      })
  )

  it.effect(
    "numeric keeps its digits, a date stays a day, an instant is a Date, keys inside json keep their names",
    () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const at = new Date("2026-03-29T01:30:00.123Z")
        const [row] = yield* sql`SELECT 12345678901234567890.000001::numeric AS amount, '1990-02-28'::date AS born,
        ${at}::timestamptz AS at, ${JSON.stringify({ snake_case: [1] })}::jsonb AS data, NULL::int8 AS nothing`
        assert.deepStrictEqual(row, {
          amount: "12345678901234567890.000001",
          born: "1990-02-28",
          at,
          data: { snake_case: [1] },
          nothing: null
        })
      })
  )

  it.effect("an undefined parameter fails instead of storing NULL", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const missing: string | undefined = undefined
      const error = yield* Effect.flip(sql.unsafe("SELECT $1::text", [missing]))
      assert.match(reasonOf(error), /parameter \$1 is undefined/)
    })
  )

  it.effect("running the same text with other values prepares nothing new, neither here nor on the server", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const once = (n: number) => sql`SELECT ${n}::int4 AS n`
      const held = sql<{
        n: bigint
      }>`SELECT count(*) AS n FROM pg_prepared_statements WHERE statement LIKE 'SELECT $1::int4%'`
      yield* once(0)
      const before = preparedStatements()
      yield* Effect.forEach(
        Array.from({ length: 50 }, (_, n) => n),
        once
      )
      assert.strictEqual(preparedStatements(), before)
      assert.deepStrictEqual(yield* held, [{ n: 1n }])
    }).pipe(Effect.provide(connect({ maxConnections: 1 })))
  )

  it.effect("a full pool is a failure after the connect timeout and not an endless wait", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const error = yield* sql.reserve.pipe(
        Effect.zipRight(Effect.flip(sql`SELECT 1`)),
        Effect.scoped,
        Effect.timeout(Duration.seconds(10))
      )
      assert.match(reasonOf(error), /timeout exceeded when trying to connect/)
    }).pipe(Effect.provide(connect({ maxConnections: 1, connectTimeout: "200 millis" })))
  )

  it.effect("connections that the server ends fail their statements as SqlError and the pool heals", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const running = yield* Effect.fork(Effect.flip(sql`SELECT pg_sleep(30)`))
      const ended = sql<{
        n: bigint
      }>`SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) AS n FROM pg_stat_activity
        WHERE application_name = 'probe' AND query LIKE 'SELECT pg_sleep%' AND pid <> pg_backend_pid()`
      yield* Effect.repeat(ended, { until: ([row]) => row?.n === 1n })
      assert.match(reasonOf(yield* running), /terminating connection/)
      const all = Effect.forEach([1, 2, 3, 4], () => sql`SELECT 1 AS one`, { concurrency: "unbounded" })
      assert.strictEqual((yield* all).length, 4)
    }).pipe(Effect.provide(connect()))
  )

  it.effect("a superuser's URL is refused unless it acts as one of the roles", () =>
    Effect.gen(function* () {
      const { administratorUrl: url } = yield* TestPostgres.TestDatabase
      const asItself = Effect.flip(Layer.build(connect({ url })))
      assert.match(reasonOf(yield* Effect.scoped(asItself)), /bypasses row-level security/)
      const settings = Effect.flatMap(
        SqlClient.SqlClient,
        (sql) =>
          sql`SELECT current_user AS role, current_setting('lock_timeout') AS lock, current_setting('statement_timeout') AS statement,
          current_setting('idle_in_transaction_session_timeout') AS idle`
      )
      const expected = [{ role: "croupier_app", lock: "5s", statement: "30s", idle: "10s" }]
      assert.deepStrictEqual(yield* Effect.provide(settings, connect({ url, role: "croupier_app" })), expected)
      assert.deepStrictEqual(yield* Effect.provide(settings, connect()), expected)
    })
  )

  it.effect("two logins in one layer graph stay two: neither acts with the other's rights", () =>
    Effect.gen(function* () {
      class App extends Context.Tag("App")<App, string>() {}
      class Span extends Context.Tag("Span")<Span, string>() {}
      const role = Effect.flatMap(SqlClient.SqlClient, (sql) =>
        Effect.map(sql<{ role: string }>`SELECT current_user AS role`, ([row]) => row?.role ?? "")
      )
      const { url } = yield* TestPostgres.TestDatabase
      const as = (login: RoleName) => Postgres.layer({ url: url(login), applicationName: "probe" })
      const both = Layer.merge(
        Layer.provide(Layer.effect(App, role), as("croupier_app")),
        Layer.provide(Layer.effect(Span, role), as("croupier_span"))
      )
      const found = yield* Effect.provide(Effect.all([App, Span]), both)
      assert.deepStrictEqual(found, ["croupier_app", "croupier_span"])
    })
  )
})

describe("Postgres.layerConfig", () => {
  const start = (variables: Record<string, string>) =>
    Layer.build(Postgres.layerConfig({ applicationName: "probe" })).pipe(
      Effect.scoped,
      Effect.flip,
      Effect.map(String),
      Effect.withConfigProvider(ConfigProvider.fromMap(new Map(Object.entries(variables))))
    )

  it.effect("a missing or wrong variable is named", () =>
    Effect.gen(function* () {
      assert.match(yield* start({}), /DATABASE_URL/)
      assert.match(yield* start({ DATABASE_URL_FILE: "/nowhere" }), /DATABASE_URL_FILE.*cannot be read/)
      assert.match(yield* start({ DATABASE_URL: "postgres://x", DATABASE_ROLE: "postgres" }), /DATABASE_ROLE/)
    })
  )

  it.effect("a server that is not there is named without its password", () =>
    Effect.gen(function* () {
      const url = Redacted.make("postgres://me:hunter2@127.0.0.1:1/none")
      const error = yield* Effect.flip(Effect.scoped(Layer.build(Postgres.layer({ url, applicationName: "probe" }))))
      assert.match(error.message, /cannot connect to PostgreSQL at 127\.0\.0\.1:1: .*ECONNREFUSED/)
      assert.notInclude(String(error), "hunter2")
    })
  )
})
