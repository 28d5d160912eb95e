import assert from "node:assert/strict"
import type { BrandKey } from "@croupier/core/Brand"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import { PostgresPool } from "@croupier/core/postgres/Postgres"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { Wallet } from "../../src/contract.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "./anyBrand.js"
import { playerOf } from "./play.js"
import { newBrands } from "./subject.js"

const layer = Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand))

const ledger = ["wallet", "transaction", "entry", "round", "bonus_grant", "deposit_request", "withdrawal", "outbox"]

const played = Effect.gen(function* () {
  const { post } = yield* Wallet
  const brands = newBrands()
  const players = brands.map((brand) => playerOf(brand))
  for (const player of players) {
    yield* post(player.open)
    yield* post(player.deposit("d", 100n))
    yield* post(player.bet("b", 10n))
  }
  return { brands, players }
})

const failing = <R>(effect: Effect.Effect<unknown, SqlError, R>) =>
  Effect.map(Effect.flip(effect), ({ cause }) => (cause instanceof Error ? cause.message : String(cause)))

describe("the role that services connect as", () => {
  it.effect("writes no table of the ledger, so money moves through the posting function or not at all", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient
      const { brands } = yield* played
      for (const table of ledger) {
        for (const statement of [
          `INSERT INTO croupier_wallet.${table} DEFAULT VALUES`,
          `UPDATE croupier_wallet.${table} SET brand_id = brand_id`,
          `DELETE FROM croupier_wallet.${table}`,
          `TRUNCATE croupier_wallet.${table}`
        ]) {
          assert.match(yield* failing(withBrand(brands[0])(sql.unsafe(statement))), /permission denied/, statement)
        }
      }
    }).pipe(Effect.provide(layer))
  )

  it.effect("sees no row of another brand than those it names", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient
      const { brands } = yield* played
      for (const table of ["wallet", "transaction", "entry", "round", "outbox"]) {
        const rows = yield* withBrand(brands[0])(
          sql.unsafe<{ readonly brand_id: string }>(`SELECT DISTINCT brand_id FROM croupier_wallet.${table}`)
        )
        assert.deepEqual(rows, [{ brand_id: brands[0] }], table)
      }
    }).pipe(Effect.provide(layer))
  )

  it.effect("gets an error and no empty answer when it names no brand, an empty one, or all of them", () =>
    Effect.gen(function* () {
      const pool = yield* PostgresPool
      yield* played
      const count = "SELECT count(*) FROM croupier_wallet.wallet"
      for (const [setting, error] of [
        ["RESET croupier.brands", /not set/],
        ["SET croupier.brands = ''", /not set/],
        ["SET croupier.brands = '*'", /croupier_span/]
      ] as const) {
        yield* Effect.promise(async () => {
          const client = await pool.connect()
          try {
            await client.query(setting)
            await assert.rejects(client.query(count), error)
            await client.query("RESET croupier.brands")
          } finally {
            client.release()
          }
        })
      }
    }).pipe(Effect.provide(layer))
  )

  it.effect("cannot have the posting function write a row of a brand that the batch does not name, or for all", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient
      const { brands, players } = yield* played
      const apply = (named: BrandKey | "*" | "", own: BrandKey) =>
        sql`SELECT croupier_wallet.apply_batch(${`{"${named}"}`}::text[], '{0}', '{}', '{}',
          ARRAY[ROW(${own}::text, 'test/money/forged', gen_random_uuid(), 'deposit', 'f', ${players[0]!.wallet}::uuid, 99, 0,
            'system', 'x', 5, 0, 0, 0, 0, 0, 'EUR', 5, 0, 0, 0, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
            NULL, NULL, NULL, NULL, NULL)::croupier_wallet.transaction_row],
          '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', NULL)`
      assert.match(yield* failing(apply(brands[1], brands[0])), /row-level security/)
      assert.match(yield* failing(apply("*", brands[0])), /croupier_span/)
      assert.match(yield* failing(apply("", brands[0])), /not set/)
      assert.match(yield* failing(apply(brands[0], brands[0])), /has not locked/)
    }).pipe(Effect.provide(layer))
  )

  it.effect("cannot have it write a posting that does not sum to zero, or reverse one twice", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient
      const { brands, players } = yield* played
      const key = players[0]!.bet("b", 1n).key
      const apply = (id: string, entries: string, reversals: string) =>
        sql`SELECT croupier_wallet.apply_batch(${`{${brands[0]}}`}::text[], '{0}', '{}', '{}',
          ARRAY[ROW(${brands[0]}::text, ${`test/money/${id}`}::text, gen_random_uuid(), 'brand-transfer', 'f', NULL, 0, 0,
            'system', 'x', 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
            NULL, NULL, NULL, NULL, NULL, NULL, NULL)::croupier_wallet.transaction_row],
          ${reversals}::croupier_wallet.reversal_row[], ${entries}::croupier_wallet.entry_row[],
          '{}', '{}', '{}', '{}', '{}', '{}', '{}', NULL)`
      const unbalanced = '{"(1,1,false,bank,main,EUR,-5,)","(1,2,false,fees,,EUR,4,)"}'
      assert.match(yield* failing(apply("one", unbalanced, "{}")), /does not sum to zero/)
      const reversal = `{"(${brands[0]},${key},other)"}`
      yield* apply("two", "{}", reversal)
      assert.match(yield* failing(apply("three", "{}", reversal)), /reversed twice/)
    }).pipe(Effect.provide(layer))
  )
})
