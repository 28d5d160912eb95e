import assert from "node:assert/strict"
import type { BrandKey } from "@croupier/core/Brand"
import { uuidv7 } from "@croupier/core/Ids"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { TransactionKey, Wallet } from "../../src/contract.js"
import { historyRows, withdrawalRows } from "../../src/internal/sql/ListingRows.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "./anyBrand.js"
import { playerOf } from "./play.js"
import { owning } from "./spanning.js"
import { newBrands } from "./subject.js"

const wallet = Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand))

/** How many rows of a table a read has taken from it or its indexes. */
const rowsTouched = <A>(brand: BrandKey, table: string, read: Effect.Effect<A, SqlError, SqlClient>) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient
    const found = yield* read
    const [row] = yield* sql<{ touched: number }>`
      SELECT (seq_tup_read + idx_tup_fetch)::float8 AS touched FROM pg_stat_xact_user_tables
      WHERE schemaname = 'croupier_wallet' AND relname = ${table}`
    return { found, touched: row!.touched }
  }).pipe(withBrand(brand))

/** Copies of the newest row of a table that a condition names, each with other values of some columns. */
const copies = (table: string, condition: string, changed: string, count: number) => `
  INSERT INTO croupier_wallet.${table}
  SELECT r.* FROM (SELECT t AS row FROM croupier_wallet.${table} AS t WHERE ${condition} LIMIT 1) AS x
  CROSS JOIN generate_series(1, ${count}) AS i
  CROSS JOIN LATERAL jsonb_populate_record(x.row, jsonb_build_object(${changed})) AS r`

const many = 20_000
/** A page, the row after it, and what an index hands over twice. */
const bound = 30

layer(wallet, { excludeTestServices: true, timeout: "120 seconds" })("a list reads what it shows", (it) => {
  it.scoped(
    "a player's deposits among 20 000 bets, the open withdrawals among 20 000 settled ones, a brand's own",
    () =>
      Effect.gen(function* () {
        const { post } = yield* Wallet
        const owner = yield* owning
        const write = (brand: BrandKey, text: string) =>
          owner(Effect.flatMap(SqlClient, (sql) => sql.unsafe(text)).pipe(withBrand(brand)))
        const [brand, other] = newBrands()
        const hold = (of: ReturnType<typeof playerOf>, n: number) => ({
          ...of.deposit(`h${n}`, 10n),
          _tag: "withdraw-hold" as const,
          key: TransactionKey.once("hold", `${n} ${of.wallet}`),
          withdrawal: uuidv7(Date.now())
        })
        const player = playerOf(brand)
        const neighbour = playerOf(other)
        for (const each of [player, neighbour]) {
          yield* post(each.open)
          yield* post(each.deposit("d", 1000n))
          yield* post(each.bet("b", 1n))
          for (const n of [1, 2]) yield* post(hold(each, n))
        }
        yield* write(
          brand,
          copies(
            "transaction",
            `wallet_id = '${player.wallet}' AND tag = 'bet'`,
            "'key', (x.row).key || i, 'id', gen_random_uuid(), 'version', 1000 + i",
            many
          )
        )
        for (const each of [brand, other]) {
          yield* write(
            each,
            copies(
              "withdrawal",
              `brand_id = '${each}'`,
              `'id', gen_random_uuid(), 'status', 'rejected', 'requested_at', (x.row).requested_at + i * interval '1 second'`,
              many
            )
          )
        }

        const deposits = yield* rowsTouched(
          brand,
          "transaction",
          historyRows(brand, player.wallet, { limit: 10, kind: "deposit" }, undefined)
        )
        assert.equal(deposits.found.length, 1)
        assert.ok(deposits.touched <= bound, `${deposits.touched} rows for one deposit`)
        const open = yield* rowsTouched(
          brand,
          "withdrawal",
          withdrawalRows(brand, { limit: 10, status: "requested" }, undefined)
        )
        assert.equal(open.found.length, 2)
        assert.ok(open.touched <= bound, `${open.touched} rows for two open withdrawals`)
        const ofPlayer = yield* rowsTouched(
          brand,
          "withdrawal",
          withdrawalRows(brand, { limit: 10, wallet: neighbour.wallet }, undefined)
        )
        assert.equal(ofPlayer.found.length, 0)
        assert.ok(ofPlayer.touched <= bound, `${ofPlayer.touched} rows for the withdrawals of another brand's player`)
        const own = yield* rowsTouched(brand, "withdrawal", withdrawalRows(brand, { limit: 10 }, undefined))
        assert.equal(own.found.length, 11)
        assert.ok(own.touched <= bound, `${own.touched} rows for a page of a brand's withdrawals`)
      })
  )
})
