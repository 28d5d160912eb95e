import assert from "node:assert/strict"
import { join } from "node:path"
import { administer } from "@croupier/core/postgres/Administrator"
import { type RoleName, roleNames } from "@croupier/core/postgres/Roles"
import { TestDatabase } from "@croupier/core/testing/TestPostgres"
import { layer } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { run } from "../support/ServiceProcess.js"
import * as StackLayer from "../support/Stack.js"
import { aurora, borealis, Stack } from "../support/Stack.js"
import { registerFunded, sit } from "../support/StackPlayer.js"

const ledger = ["wallet", "transaction", "entry", "round", "bonus_grant", "deposit_request", "withdrawal", "outbox"]

/** A player of each of two brands who has bet and won. */
const played = Effect.forEach([aurora, borealis], (brand) =>
  Effect.gen(function* () {
    const player = yield* registerFunded(brand, "100")
    const session = yield* sit(player)
    const bet = yield* session.bet({ amount: "10" })
    yield* session.win({ amount: "25", bet: bet.id, round: bet.round, closesRound: true })
    return player
  })
)

/** One statement as services log in, in a session in which these brands are named. */
const asService = (brands: string | undefined, text: string) =>
  Effect.flatMap(TestDatabase, ({ url }) =>
    administer(url("croupier_app"), (query) =>
      Effect.zipRight(
        brands === undefined ? Effect.void : Effect.asVoid(query(`SET croupier.brands = '${brands}'`)),
        query<{ readonly found: string }>(text)
      )
    )
  )

const asAdministrator = (text: string) =>
  Effect.flatMap(TestDatabase, ({ administratorUrl }) =>
    Effect.orDie(administer(administratorUrl, (query) => query<{ readonly found: string }>(text)))
  )

/** The `verify-ledger` shell on the stack's database. */
const verifyLedger = (role: RoleName = "croupier_span") =>
  Effect.gen(function* () {
    const { shells } = yield* Stack
    const { url } = yield* TestDatabase
    return yield* run(join(shells, "verify-ledger.js"), { DATABASE_URL: Redacted.value(url(role)) })
  })

layer(StackLayer.layer, { excludeTestServices: true, timeout: "120 seconds" })("the books of the real stack", (it) => {
  it.effect("no process of it is a superuser, and each is the role of services", () =>
    Effect.gen(function* () {
      yield* played
      const rows = yield* asAdministrator(`
        SELECT DISTINCT application_name || ' ' || usename || ' ' || (usesuper OR rolbypassrls) AS found
        FROM pg_stat_activity JOIN pg_user USING (usename) JOIN pg_roles ON rolname = usename
        WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY 1`)
      assert.deepEqual(
        rows.map(({ found }) => found),
        ["game_service", "gateway", "player_service", "rolling_service", "wallet_service"].map(
          (name) => `${name} croupier_app false`
        )
      )
    })
  )

  it.effect("the login of services writes no table of the ledger", () =>
    Effect.gen(function* () {
      for (const table of ledger) {
        for (const statement of [
          `INSERT INTO croupier_wallet.${table} DEFAULT VALUES`,
          `UPDATE croupier_wallet.${table} SET brand_id = brand_id`,
          `DELETE FROM croupier_wallet.${table}`,
          `TRUNCATE croupier_wallet.${table}`
        ]) {
          const { message } = yield* Effect.flip(asService("aurora", statement))
          assert.match(message, /permission denied/, statement)
        }
      }
    })
  )

  it.effect("every table with a brand shows the rows of the brand that is named, and an unnamed one raises", () =>
    Effect.gen(function* () {
      yield* played
      const tables = yield* asAdministrator(`
        SELECT format('%I.%I', table_schema, table_name) AS found FROM information_schema.columns
        WHERE column_name = 'brand_id' AND starts_with(table_schema, 'croupier_')
          AND has_table_privilege('croupier_app', format('%I.%I', table_schema, table_name), 'SELECT') ORDER BY 1`)
      assert.ok(tables.length >= 15, `only ${tables.length} tables have a brand`)
      for (const { found: table } of tables) {
        const brands = yield* asAdministrator(`SELECT DISTINCT brand_id AS found FROM ${table} ORDER BY 1`)
        const seen = yield* asService("aurora", `SELECT DISTINCT brand_id AS found FROM ${table}`)
        assert.deepEqual(
          seen,
          brands.filter(({ found }) => found === "aurora"),
          table
        )
        // Nothing is asked of the policy for a table that has no row to show.
        if (brands.length === 0) continue
        for (const unnamed of [undefined, "", "*"]) yield* Effect.flip(asService(unnamed, `SELECT * FROM ${table}`))
      }
    })
  )

  it.effect(
    "verify-ledger ends with 0 on them, and with 1 and the account where a balance or an entry was tampered with",
    () =>
      Effect.gen(function* () {
        const [player] = yield* played
        const { id } = player!.player
        const sound = yield* verifyLedger()
        assert.deepEqual([sound.code, /the ledger balances: 2 brands, /.test(sound.output)], [0, true], sound.output)

        yield* asAdministrator(`UPDATE croupier_wallet.wallet SET cash = cash + 1 WHERE id = '${id}'`)
        const balance = yield* verifyLedger()
        assert.equal(balance.code, 1)
        assert.match(
          balance.output,
          new RegExp(`O2 .*: aurora .*${id}.*: expected \\d+, found \\d+; first diverging: `)
        )
        yield* asAdministrator(`UPDATE croupier_wallet.wallet SET cash = cash - 1 WHERE id = '${id}'`)

        yield* asAdministrator(`
        CREATE TABLE public.kept AS SELECT * FROM croupier_wallet.entry WHERE wallet_id = '${id}' AND amount < 0;
        DELETE FROM croupier_wallet.entry WHERE wallet_id = '${id}' AND amount < 0`)
        const entry = yield* verifyLedger()
        assert.equal(entry.code, 1)
        assert.match(entry.output, new RegExp(`O1 .*\\n(.*\\n)*.*O2 .*${id}`))
        yield* asAdministrator(`
        INSERT INTO croupier_wallet.entry OVERRIDING SYSTEM VALUE SELECT * FROM public.kept; DROP TABLE public.kept`)
        assert.equal((yield* verifyLedger()).code, 0)
      })
  )

  it.effect(
    "verify-ledger that cannot look says why in one line and ends with 2, which says nothing about the books",
    () =>
      Effect.gen(function* () {
        const { shells } = yield* Stack
        const file = join(shells, "verify-ledger.js")
        const missing = yield* run(file, {})
        assert.deepEqual([missing.code, missing.output.trim().split("\n").length], [2, 1], missing.output)
        assert.match(missing.output, /DATABASE_URL/)
        const wrong = yield* run(file, { DATABASE_URL: "here" })
        assert.deepEqual([wrong.code, wrong.output.trim().split("\n").length], [2, 1], wrong.output)
        assert.match(wrong.output, /DATABASE_URL/)
        const unfit = yield* verifyLedger("croupier_app")
        assert.equal(unfit.code, 2)
        assert.match(unfit.output, /croupier_span/)
        assert.ok(!roleNames.some((role) => unfit.output.includes(`${role}:`)), "a password was printed")
      })
  )
})
