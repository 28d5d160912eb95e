import assert from "node:assert/strict"
import { BrandKey } from "@croupier/core/Brand"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { isUnavailable } from "@croupier/core/postgres/SqlErrors"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import * as FaultProxy from "../support/FaultProxy.js"

const database = TestPostgres.layerDatabase([])
const aurora = BrandKey.make("aurora")

/** One connection through a network that can fall silent; a statement may take 200 ms. */
const throughProxy = <A, E>(use: (proxy: FaultProxy.FaultProxy) => Effect.Effect<A, E, SqlClient>) =>
  Effect.gen(function* () {
    const { url } = yield* TestPostgres.TestDatabase
    const proxy = yield* FaultProxy.make(Redacted.value(url("croupier_app")))
    const pool = Postgres.layer({
      url: Redacted.make(proxy.url),
      applicationName: "silence",
      maxConnections: 1,
      statementTimeout: "200 millis",
      connectTimeout: "2 seconds"
    })
    return yield* Effect.provide(use(proxy), pool)
  }).pipe(Effect.scoped, Effect.provide(database))

const select = Effect.flatMap(SqlClient, (sql) => sql`SELECT 1 AS one`)

/** What is under way when the network falls silent. */
const moments: Readonly<Record<string, (silence: Effect.Effect<void>) => Effect.Effect<unknown, unknown, SqlClient>>> =
  {
    "a statement": (silence) => Effect.zipRight(silence, select),
    "a BEGIN": (silence) => Effect.zipRight(silence, withBrand(aurora)(select)),
    "a statement of a transaction": (silence) => withBrand(aurora)(Effect.zipRight(silence, select)),
    "a COMMIT": (silence) => withBrand(aurora)(Effect.zipRight(select, silence)),
    "a ROLLBACK": (silence) => withBrand(aurora)(Effect.zipRight(silence, Effect.interrupt))
  }

describe("a database that swallows packets", () => {
  for (const [moment, attempt] of Object.entries(moments)) {
    it.live(`${moment} without an answer would be waited for forever, and the pool would keep its connection`, () =>
      throughProxy((proxy) =>
        Effect.gen(function* () {
          yield* select
          const exit = yield* Effect.exit(attempt(proxy.silence)).pipe(Effect.timeout("20 seconds"))
          assert.equal(exit._tag, "Failure")
          if (exit.cause._tag === "Fail") assert.ok(isUnavailable(exit.cause.error), String(exit.cause))
          yield* proxy.heal
          assert.deepEqual(yield* select, [{ one: 1 }])
        })
      )
    )
  }

  it.live(
    "a statement interrupted without an answer would leave a connection that answers the next one with its rows",
    () =>
      throughProxy((proxy) =>
        Effect.gen(function* () {
          yield* select
          yield* proxy.silence
          yield* Effect.timeoutOption(select, "50 millis")
          yield* proxy.heal
          assert.deepEqual(yield* Effect.retry(select, { times: 20 }), [{ one: 1 }])
        })
      )
  )

  it.live("a job that allows its statements more time would lose its connection", () =>
    throughProxy(() =>
      Effect.gen(function* () {
        const sql = yield* SqlClient
        const slow = sql`SELECT pg_sleep(1.6)`
        assert.ok(isUnavailable(yield* Effect.flip(slow)), "the server ends it")
        yield* withBrand(aurora)(Effect.zipRight(sql.unsafe("SET LOCAL statement_timeout = 0"), slow))
        yield* withBrand(aurora)(Effect.zipRight(sql.unsafe("SET LOCAL statement_timeout = '10s'"), slow))
        assert.ok(isUnavailable(yield* Effect.flip(slow)), "only until the end of the transaction")
      })
    )
  )
})
