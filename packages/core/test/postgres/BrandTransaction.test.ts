import * as SqlClient from "@effect/sql/SqlClient"
import { SqlError } from "@effect/sql/SqlError"
import { assert, layer } from "@effect/vitest"
import { Cause, Effect, Exit, type Layer } from "effect"
import { BrandKey } from "../../src/Brand.js"
import { refuseInTransaction, withBrand, withSpan } from "../../src/postgres/BrandTransaction.js"
import type { Postgres } from "../../src/postgres/Postgres.js"
import * as TestPostgres from "../../src/testing/TestPostgres.js"
import { probe } from "./Probe.js"

const aurora = BrandKey.make("aurora")
const borealis = BrandKey.make("borealis")

const insert = (brand: BrandKey, id: number) =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`INSERT INTO croupier_probe.note VALUES (${brand}, ${id}, ${"a note"})`
  )

const brandsSeen = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.map(sql<{ brand: string }>`SELECT DISTINCT brand_id AS brand FROM croupier_probe.note ORDER BY 1`, (rows) =>
    rows.map(({ brand }) => brand)
  )
)

const message = (error: unknown) => {
  assert.instanceOf(error, SqlError)
  return error.cause instanceof Error ? error.cause.message : error.message
}

const registered = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`INSERT INTO croupier_core.licence VALUES ('one', 'MT', 18, '{}') ON CONFLICT DO NOTHING`
  yield* sql`INSERT INTO croupier_core.brand
    SELECT key, 'one', key, '{EUR}', 'EUR', 'open' FROM unnest('{aurora,borealis}'::text[]) AS key ON CONFLICT DO NOTHING`
}).pipe(Effect.provide(TestPostgres.layerAs("croupier_config")))

const seed = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* registered
  yield* withBrand([aurora, borealis])(
    sql`INSERT INTO croupier_probe.note SELECT brand, 1, 'seed' FROM unnest('{aurora,borealis}'::text[]) AS brand ON CONFLICT DO NOTHING`
  )
})

const isolation = (name: string, database: Layer.Layer<Postgres | TestPostgres.TestDatabase>) =>
  layer(database)(`the wall between brands, ${name}`, (it) => {
    it.effect("a transaction sees the rows of its brands and of no other", () =>
      Effect.gen(function* () {
        yield* seed
        assert.deepStrictEqual(yield* withBrand(aurora)(brandsSeen), ["aurora"])
        assert.deepStrictEqual(yield* withBrand(borealis)(brandsSeen), ["borealis"])
        assert.deepStrictEqual(yield* withBrand([borealis, aurora])(brandsSeen), ["aurora", "borealis"])
      })
    )

    it.effect("a row of another brand cannot be written", () =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(withBrand(aurora)(insert(borealis, 2)))
        assert.match(message(error), /row-level security/)
      })
    )

    it.effect("no brand set raises instead of showing an empty table", () =>
      Effect.gen(function* () {
        yield* seed
        assert.match(message(yield* Effect.flip(brandsSeen)), /croupier\.brands is not set/)
      })
    )

    it.effect("the empty string that a pooled session keeps after its first brand raises as well", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const pooled = Effect.gen(function* () {
          yield* sql`SELECT set_config('croupier.brands', '', true)`
          return yield* brandsSeen
        })
        assert.match(message(yield* Effect.flip(sql.withTransaction(pooled))), /croupier\.brands is not set/)
        assert.match(message(yield* Effect.flip(withBrand([])(brandsSeen))), /croupier\.brands is not set/)
      })
    )

    it.effect("'*' is refused to croupier_app, also behind a SECURITY DEFINER function of the owner", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        assert.match(message(yield* Effect.flip(withSpan()(brandsSeen))), /members of croupier_span/)
        const behind = withBrand(aurora)(sql`SELECT croupier_probe.every_brand()`)
        assert.match(message(yield* Effect.flip(behind)), /members of croupier_span/)
      })
    )

    it.effect("'*' shows every brand to croupier_span and to the owner's migrations", () =>
      Effect.gen(function* () {
        yield* seed
        for (const role of [TestPostgres.layerSpan, TestPostgres.layerOwner]) {
          assert.deepStrictEqual(yield* withSpan()(brandsSeen).pipe(Effect.provide(role)), ["aurora", "borealis"])
        }
      })
    )

    it.effect("the owner of the table is subject to the policy", () =>
      Effect.gen(function* () {
        yield* seed
        yield* Effect.gen(function* () {
          assert.match(message(yield* Effect.flip(brandsSeen)), /croupier\.brands is not set/)
          assert.deepStrictEqual(yield* withBrand(aurora)(brandsSeen), ["aurora"])
        }).pipe(Effect.provide(TestPostgres.layerOwner))
      })
    )

    it.effect("no layer connects as superuser or past row-level security", () =>
      Effect.gen(function* () {
        const privileged = Effect.flatMap(
          SqlClient.SqlClient,
          (sql) =>
            sql<{ name: string; privileged: boolean }>`SELECT rolname AS name, rolsuper OR rolbypassrls AS privileged
            FROM pg_roles WHERE rolname IN (current_user, session_user)`
        )
        const asApp = yield* privileged
        const asSpan = yield* Effect.provide(privileged, TestPostgres.layerSpan)
        const asOwner = yield* Effect.provide(privileged, TestPostgres.layerOwner)
        assert.deepStrictEqual(
          [...asApp, ...asSpan, ...asOwner],
          ["croupier_app", "croupier_span", "croupier_owner"].map((role) => ({ name: role, privileged: false }))
        )
      })
    )

    it.effect("only the owner, croupier_span and workers that consume or reconcile may span brands", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const members = yield* sql<{ name: string }>`SELECT rolname AS name FROM pg_roles
          WHERE NOT rolsuper AND rolname LIKE 'croupier%' AND pg_has_role(rolname, 'croupier_span', 'MEMBER') ORDER BY 1`
        assert.deepStrictEqual(
          members.map((row) => row.name),
          [
            "croupier_agent_worker",
            "croupier_owner",
            "croupier_promotion_worker",
            "croupier_rolling_worker",
            "croupier_span",
            "croupier_wallet_worker"
          ]
        )
      })
    )
  })

isolation("on the run's PostgreSQL", TestPostgres.layer([probe]))
const { lowestBinaries: binaries } = TestPostgres
if (binaries !== undefined) isolation("on PostgreSQL 15", TestPostgres.layer([probe], { binaries }))

layer(TestPostgres.layer([probe]))("brand transactions", (it) => {
  it.effect("a failure undoes all, and the connection goes back clean", () =>
    Effect.gen(function* () {
      yield* seed
      const half = Effect.zipRight(insert(aurora, 99), Effect.fail("no" as const))
      assert.strictEqual(yield* Effect.flip(withBrand(aurora)(half)), "no")
      const sql = yield* SqlClient.SqlClient
      const left = yield* withBrand(aurora)(sql`SELECT FROM croupier_probe.note WHERE id = 99`)
      assert.strictEqual(left.length, 0)
    })
  )

  it.effect("a handled SQL error cannot turn a rollback into a success", () =>
    Effect.gen(function* () {
      const handled = Effect.zipRight(insert(aurora, 50), Effect.ignore(insert(aurora, 50)))
      assert.match(message(yield* Effect.flip(withBrand(aurora)(handled))), /was rolled back/)
    })
  )

  it.effect("a COMMIT on a lost connection is a typed failure and not a defect", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const losing = Effect.ignore(sql`SELECT pg_terminate_backend(pg_backend_pid())`)
      const exit = yield* Effect.exit(withBrand(aurora)(losing))
      assert.isTrue(Exit.isFailure(exit) && Cause.isFailType(exit.cause) && exit.cause.error._tag === "SqlError")
      assert.deepStrictEqual(yield* sql`SELECT 1 AS one`, [{ one: 1 }])
    })
  )

  it.effect("a snapshot refuses to write", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(withBrand(aurora, { snapshot: true })(insert(aurora, 3)))
      assert.match(message(error), /read-only transaction/)
    })
  )

  it.effect("a method called inside its caller's transaction dies and names itself", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const method = refuseInTransaction("Wallet.post")(Effect.succeed("posted"))
      assert.strictEqual(yield* method, "posted")
      for (const caller of [sql.withTransaction, withBrand(aurora)]) {
        const exit = yield* Effect.exit(caller(method))
        assert.isTrue(
          Exit.isFailure(exit) && Cause.pretty(exit.cause).includes("Wallet.post was asked for inside a transaction")
        )
        const nested = yield* Effect.exit(caller(withBrand(borealis)(brandsSeen)))
        assert.isTrue(Exit.isFailure(nested) && Cause.isDie(nested.cause))
      }
    })
  )

  it.effect("what the type does not allow never reaches the statement's text", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(Effect.suspend(() => withBrand("x', true); DROP --" as BrandKey)(brandsSeen)))
      assert.isTrue(Exit.isFailure(exit) && Cause.isDie(exit.cause))
    })
  )

  it.effect("the deciding clock obeys the setting in a database marked as a test, and only there", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const at = sql.withTransaction(
        Effect.zipRight(
          sql`SELECT set_config('croupier.now', '2031-02-03T04:05:06Z', true)`,
          sql<{ now: Date }>`SELECT croupier_core.now() AS now`
        )
      )
      assert.deepStrictEqual(yield* at, [{ now: new Date("2031-02-03T04:05:06Z") }])
      const [real] = yield* sql<{ drift: number }>`
        SELECT abs(extract(epoch FROM croupier_core.now() - clock_timestamp()))::float8 AS drift`
      assert.isBelow(real?.drift ?? 9, 1)
      yield* Effect.flatMap(SqlClient.SqlClient, (owner) => owner`DELETE FROM croupier_core.test_database`).pipe(
        Effect.provide(TestPostgres.layerOwner)
      )
      assert.match(message(yield* Effect.flip(at)), /not marked as a test/)
    })
  )
})
