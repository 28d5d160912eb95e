import assert from "node:assert/strict"
import { administer } from "@croupier/core/postgres/Administrator"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { migrationSets } from "@croupier/shells/compose/stores"
import { describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { Client } from "pg"

const database = TestPostgres.layerDatabase(migrationSets)

/** Every function of every schema that a migration made, with how a login would call it. */
const functionsQuery = `
SELECT p.oid::regprocedure::text AS signature, p.prorettype = 'trigger'::regtype AS trigger,
  coalesce((SELECT setting FROM unnest(p.proconfig) AS setting WHERE setting LIKE 'search_path=%'), 'no search_path') AS pinned,
  format('SELECT * FROM %s(%s)', p.oid::regproc,
    (SELECT string_agg(format('NULL::%s.%I', t.typnamespace::regnamespace, t.typname), ', ' ORDER BY place)
     FROM unnest(p.proargtypes) WITH ORDINALITY AS given (type, place) JOIN pg_type AS t ON t.oid = type)) AS call
FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%' ORDER BY 1`

interface Function {
  readonly signature: string
  readonly trigger: boolean
  readonly pinned: string
  readonly call: string
}

/** Names that an unpinned function body looks up where its caller wants. */
const shadowed = ["text", "uuid", "timestamptz", "jsonb", "bytea", "date", "xid8", "pg_snapshot", "float8", "regclass"]

describe("functions of a migrated database", () => {
  it.live("a function without a pinned search_path would run its caller's types with the owner's rights", () =>
    Effect.gen(function* () {
      const { administratorUrl } = yield* TestPostgres.TestDatabase
      const functions = yield* administer(administratorUrl, (query) => query<Function>(functionsQuery))
      assert.ok(functions.length > 30, `only ${functions.length} functions`)
      const unpinned = functions
        .filter(({ pinned }) => !/^search_path=pg_catalog(?:, croupier_[a-z]+)*, pg_temp$/.test(pinned))
        .map(({ pinned, signature }) => `${signature}: ${pinned}`)
      assert.deepEqual(unpinned, [])
    }).pipe(Effect.provide(database))
  )

  it.live("a login of a service could make types of its own: it may not create anything, temporary or not", () =>
    Effect.gen(function* () {
      const { administratorUrl, name, url } = yield* TestPostgres.TestDatabase
      const powers = yield* administer(administratorUrl, (query) =>
        query(
          `SELECT r.rolname AS role, p AS privilege FROM pg_roles AS r
           CROSS JOIN unnest('{CREATE,TEMPORARY}'::text[]) AS p
           WHERE r.rolname LIKE 'croupier%' AND has_database_privilege(r.rolname, $1, p) ORDER BY 1, 2`,
          [name]
        )
      )
      assert.deepEqual(powers, [
        { role: "croupier_owner", privilege: "CREATE" },
        { role: "croupier_owner", privilege: "TEMPORARY" }
      ])
      yield* withClient(url("croupier_app"), async (client) => {
        for (const attempt of [
          "CREATE DOMAIN pg_temp.text AS pg_catalog.text",
          "CREATE TEMPORARY TABLE here (id integer)",
          "CREATE FUNCTION pg_temp.evil() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
          "CREATE SCHEMA evil",
          "CREATE TABLE public.here (id integer)",
          "CREATE TABLE croupier_core.here (id integer)"
        ]) {
          await assert.rejects(client.query(attempt), { code: "42501" }, attempt)
        }
      })
    }).pipe(Effect.provide(database))
  )

  it.live(
    "a temporary type named like a built-in one would run its check inside the functions, were TEMP granted",
    () =>
      Effect.gen(function* () {
        const { administratorUrl, name, url } = yield* TestPostgres.TestDatabase
        const functions = yield* administer(administratorUrl, (query) =>
          Effect.zipRight(query(`GRANT TEMPORARY ON DATABASE ${name} TO PUBLIC`), query<Function>(functionsQuery))
        )
        yield* withClient(url("croupier_app"), async (client) => {
          await client.query(`CREATE FUNCTION pg_temp.evil() RETURNS boolean LANGUAGE plpgsql AS
          $$ BEGIN RAISE EXCEPTION 'evil ran as %', current_user; END $$`)
          for (const type of shadowed) {
            await client.query(`CREATE DOMAIN pg_temp.${type} AS pg_catalog.${type} CHECK (pg_temp.evil())`)
          }
          await client.query("SET search_path = pg_temp, pg_catalog")
          const outcome = async (call: string) => {
            await client.query("BEGIN; SET LOCAL croupier.brands = 'aurora'")
            const outcome = await client.query(call).then(
              () => "ran",
              (error: Error) => error.message
            )
            await client.query("ROLLBACK")
            return outcome
          }
          assert.match(await outcome("SELECT 'x'::text"), /evil ran/, "the attack itself works")
          const callable = functions.filter(({ trigger }) => !trigger)
          const outcomes: Array<string> = []
          for (const { call } of callable) outcomes.push(await outcome(call))
          assert.deepEqual(
            outcomes.filter((message) => message.includes("evil")),
            []
          )
          assert.ok(outcomes.filter((message) => !message.startsWith("permission denied")).length > 10)
        })
      }).pipe(Effect.provide(database))
  )
})

const withClient = (url: Redacted.Redacted, use: (client: Client) => Promise<void>) =>
  Effect.promise(async () => {
    const client = new Client({ connectionString: Redacted.value(url) })
    await client.connect()
    try {
      await use(client)
    } finally {
      await client.end()
    }
  })
