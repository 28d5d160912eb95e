import assert from "node:assert/strict"
import type { BrandKey } from "@croupier/core/Brand"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { layer } from "@effect/vitest"
import { Effect, Exit, Layer } from "effect"
import { Wallet } from "../../src/contract.js"
import { renderReport, verifyLedger } from "../../src/verify/verifyLedger.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "../sql/anyBrand.js"
import { owning } from "../sql/spanning.js"
import { played } from "./played.js"
import { columnsOf, otherValue, whileTampered } from "./tamper.js"

/** What names a change of these columns: the check, where it is not the row and its column. */
const namedBy: Readonly<Record<string, string>> = {
  "wallet.id": "O6 wallet of the same brand",
  "wallet.version": "transactions of a wallet",
  "wallet.event_version": "events of a wallet",
  "wallet.cash": "O2 balance",
  "wallet.bonus": "O2 balance",
  "wallet.debt": "O2 balance",
  "round.wallet_id": "totals of a round",
  "round.provider": "totals of a round",
  "round.id": "totals of a round",
  "bonus_grant.id": "grant of a transaction",
  "deposit_request.id": "deposit request",
  "withdrawal.id": "withdrawal"
}

/** Columns that nothing derives, and why that is right. */
const exempt: Readonly<Record<string, string>> = {
  "round.category": "the catalogue's, for reports; the events of the round say it too"
}

/** A row is not moved to another brand by hand: the brand's own rows would be missing, and the policy refuses it here. */
const ofEveryTable: ReadonlySet<string> = new Set(["brand_id"])

const faultsOf = (brand: BrandKey) => verifyLedger({ brands: [brand] })

layer(Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand)), { timeout: 60_000 })(
  "a row that authorises money",
  (it) => {
    it.scoped("changed by hand in any column is named with what it should be and what it is", () =>
      Effect.gen(function* () {
        const owner = yield* owning
        const { asked, brand, change, first, held, paid, player, refused, second } = yield* played(owner)
        const sound = yield* faultsOf(brand)
        assert.deepEqual(sound.faults, [], renderReport(sound))
        const round = `brand_id = '${brand}' AND id LIKE 'bonus%'`
        const closed = `brand_id = '${brand}' AND id LIKE 'round%'`
        const row: Readonly<Record<string, string>> = {
          wallet: `id = '${player.wallet}'`,
          round,
          bonus_grant: `id = '${second}'`,
          deposit_request: `id = '${asked}'`,
          withdrawal: `id = '${paid}'`
        }
        /** Where the constraints leave no other value of the type: it, and the row where that is another. */
        const values: Readonly<Record<string, readonly [value: string, where?: string]>> = {
          "wallet.kind": ["'agent'"],
          "wallet.grant_id": ["NULL"],
          "wallet.request_id": ["NULL"],
          "round.status": ["'closed', closed_at = opened_at"],
          "round.closed_at": ["closed_at + interval '1 millisecond'", closed],
          "bonus_grant.status": ["'forfeited'"],
          "bonus_grant.released": ["released + 1, converted = least(released + 1, 60)", `id = '${first}'`],
          "bonus_grant.converted": ["1, released = 1, status = 'converted'"],
          "deposit_request.status": ["'completed'"],
          "withdrawal.status": ["'failed'"],
          "withdrawal.holder": ["'agent'"],
          "withdrawal.two_people": ["true", `id = '${held}'`],
          "withdrawal.seconded_by": ["'operator:other'"],
          "withdrawal.reason": ["'another'", `id = '${refused}'`]
        }
        const tamperings = [
          { table: "round", column: "status", value: "'open', closed_at = NULL", where: closed },
          { table: "withdrawal", column: "status", value: "'rejected'", where: `id = '${held}'` },
          { table: "transaction", column: "reversed_by", value: "NULL", where: "key LIKE '%/b1\\%20%'" },
          { table: "transaction", column: "reversed_by", value: "'made/up/key'", where: "key LIKE '%/b2\\%20%'" },
          { table: "transaction", column: "promo", value: "promo + 1", where: "tag = 'bonus-convert'" }
        ].map((one) => ({ ...one, where: `brand_id = '${brand}' AND ${one.where}` }))
        const sql = yield* SqlClient
        for (const table of Object.keys(row)) {
          for (const { column, type } of yield* sql.unsafe<{ column: string; type: string }>(columnsOf(table))) {
            const name = `${table}.${column}`
            if (ofEveryTable.has(column) || exempt[name] !== undefined) continue
            const [value, where = row[table]!] = values[name] ?? [otherValue(column, type)]
            tamperings.push({ table, column, value, where })
          }
        }
        for (const tampering of tamperings) {
          const { column, table } = tampering
          const { faults } = yield* whileTampered(change, tampering, faultsOf(brand))
          const check = namedBy[`${table}.${column}`]
          const named = faults.some(({ account, check: by, expected, found }) =>
            check === undefined ? account.endsWith(` ${column}`) && expected !== found : by === check
          )
          assert.ok(named, `${table}.${column} = ${tampering.value}: ${JSON.stringify(faults)}`)
        }
        assert.deepEqual((yield* faultsOf(brand)).faults, [])
      })
    )

    it.scoped("of a reversal does not depend on the column that records it: a second reversal is refused", () =>
      Effect.gen(function* () {
        const owner = yield* owning
        const { brand, change, player } = yield* played(owner)
        const { balance, post } = yield* Wallet
        const before = yield* balance(brand, player.wallet)
        yield* change(
          `UPDATE croupier_wallet.transaction SET reversed_by = NULL WHERE brand_id = '${brand}' AND tag = 'bet'`
        )
        const again = yield* post(player.rollback("x3", "b1"))
        assert.ok(again._tag === "refused" && again.reason === "already-rolled-back")
        assert.deepEqual(yield* balance(brand, player.wallet), before)
        const { faults } = yield* faultsOf(brand)
        assert.deepEqual(
          faults.map(({ account, check, found }) => [check, account.endsWith("reversed_by"), found]),
          [["reversal of a transaction", true, "none"]]
        )
        const twice = yield* Effect.exit(
          change(`INSERT INTO croupier_wallet.transaction SELECT (r).* FROM (
            SELECT jsonb_populate_record(t, '{"key": "made/up/key", "version": 999}') AS r FROM croupier_wallet.transaction AS t
            WHERE brand_id = '${brand}' AND original IS NOT NULL) AS x`)
        )
        assert.ok(Exit.isFailure(twice))
      })
    )
  }
)
