import assert from "node:assert/strict"
import type { BrandKey } from "@croupier/core/Brand"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { Wallet } from "../../src/contract.js"
import { exitCode, type LedgerReport, renderReport, verifyLedger } from "../../src/verify/verifyLedger.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "../sql/anyBrand.js"
import { playerOf } from "../sql/play.js"
import { newBrands } from "../sql/subject.js"

const layer = Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand))

/** A deposit of 1000 and ten bets of 10, of which the fifth is rolled back. */
const played = Effect.gen(function* () {
  const { post } = yield* Wallet
  const [brand] = newBrands()
  const player = playerOf(brand)
  yield* post(player.open)
  yield* post(player.deposit("d", 1000n))
  for (let n = 1; n <= 10; n++) yield* post(player.bet(`b${n}`, 10n))
  yield* post(player.rollback("r", "b5"))
  return { brand, player }
})

/** Changes the ledger as only its owner can, behind the posting function's back, and verifies it. */
const tampered = (change: (of: { readonly brand: BrandKey; readonly wallet: string }) => string) =>
  Effect.gen(function* () {
    const { brand, player } = yield* played
    const sql = yield* SqlClient
    assert.equal(exitCode(yield* verifyLedger({ brands: [brand] })), 0)
    yield* Effect.flatMap(SqlClient, (owner) => owner.unsafe(change({ brand, wallet: player.wallet }))).pipe(
      withBrand(brand),
      Effect.provide(TestPostgres.layerOwner)
    )
    const report = yield* Effect.provideService(verifyLedger({ brands: [brand] }), SqlClient, sql)
    assert.equal(exitCode(report), 1)
    return { report, wallet: player.wallet as string, text: renderReport(report) }
  })

const checksOf = (report: LedgerReport) => new Set(report.faults.map(({ check }) => check.split(" ")[0]))

/** The nth bet's transaction. */
const bet = (n: number, wallet: string) =>
  `(SELECT id FROM croupier_wallet.transaction WHERE key LIKE '%/b${n}\\%20${wallet}')`

describe("verifying the ledger", () => {
  it.effect("finds a balance changed by hand and says that no entry explains it", () =>
    Effect.gen(function* () {
      const { report, wallet } = yield* tampered(
        ({ wallet }) => `UPDATE croupier_wallet.wallet SET cash = cash + 7 WHERE id = '${wallet}'`
      )
      assert.deepEqual(
        report.faults.map(({ account, expected, found, firstDiverging }) => [account, expected, found, firstDiverging]),
        [[`wallet ${wallet} cash in EUR`, "910", "917", "none of its entries: the balance itself was changed"]]
      )
    }).pipe(Effect.provide(layer))
  )

  it.effect("finds a missing entry, names the account, what it should hold and where the entries begin to differ", () =>
    Effect.gen(function* () {
      const { report, text, wallet } = yield* tampered(
        ({ wallet }) => `DELETE FROM croupier_wallet.entry WHERE transaction_id = ${bet(4, wallet)} AND kind = 'cash'`
      )
      assert.ok(checksOf(report).has("O1") && checksOf(report).has("O2"))
      const balance = report.faults.find(({ check }) => check === "O2 balance")
      assert.deepEqual(
        [balance?.account, balance?.expected, balance?.found],
        [`wallet ${wallet} cash in EUR`, "920", "910"]
      )
      assert.match(
        balance?.firstDiverging ?? "",
        /^entry missing of transaction .* \(version 6, .*balance after it 960, its entries say 970/
      )
      assert.match(text, /the ledger does NOT balance/)
    }).pipe(Effect.provide(layer))
  )

  it.effect("finds both entries of a posting missing although everything still sums to zero", () =>
    Effect.gen(function* () {
      const { report } = yield* tampered(
        ({ wallet }) => `DELETE FROM croupier_wallet.entry WHERE transaction_id = ${bet(4, wallet)}`
      )
      assert.ok(!checksOf(report).has("O1") && checksOf(report).has("O2"))
      assert.ok(
        report.faults.some(({ check, found }) => check === "entries of a transaction" && found === "no entries")
      )
    }).pipe(Effect.provide(layer))
  )

  it.effect("finds a whole posting missing, with its entries and the balance put right for it", () =>
    Effect.gen(function* () {
      const { report, wallet } = yield* tampered(
        ({ wallet }) => `DELETE FROM croupier_wallet.entry WHERE transaction_id = ${bet(4, wallet)};
          DELETE FROM croupier_wallet.transaction WHERE id = ${bet(4, wallet)};
          UPDATE croupier_wallet.wallet SET cash = cash + 10 WHERE id = '${wallet}'`
      )
      const missing = report.faults.find(({ check }) => check === "transactions of a wallet")
      assert.deepEqual(
        [missing?.account, missing?.firstDiverging],
        [`wallet ${wallet}`, "no transaction has version 6"]
      )
      assert.ok(
        report.faults.some(
          ({ check, firstDiverging }) => check === "O2 balance after an entry" && firstDiverging?.includes("version 7")
        )
      )
    }).pipe(Effect.provide(layer))
  )

  it.effect("finds an amount changed on both sides of a posting, with the balance put right for it", () =>
    Effect.gen(function* () {
      const { report } = yield* tampered(
        ({ wallet }) => `UPDATE croupier_wallet.entry SET amount = amount * 2 WHERE transaction_id = ${bet(4, wallet)};
          UPDATE croupier_wallet.wallet SET cash = cash - 10 WHERE id = '${wallet}'`
      )
      assert.ok(!checksOf(report).has("O1"))
      assert.ok(
        report.faults.some(
          ({ check, firstDiverging }) => check === "O2 balance after an entry" && firstDiverging?.includes("version 6")
        )
      )
    }).pipe(Effect.provide(layer))
  )

  it.effect("finds a checkpoint of a brand's account, and a sum that reconciliation keeps, changed by hand", () =>
    Effect.gen(function* () {
      const { report, wallet } = yield* tampered(
        ({ brand, wallet }) => `INSERT INTO croupier_wallet.checkpoint VALUES ('${brand}', 'fees', '', 'EUR', 5);
          INSERT INTO croupier_wallet.entry_sum VALUES ('${brand}', '${wallet}', 'cash', '', 'EUR', 5)`
      )
      assert.deepEqual(
        report.faults.map(({ account, check, expected, found }) => [check, account, expected, found]),
        [
          ["O2 balance of a brand's account", "fees in EUR", "0", "5"],
          ["O2 sum that reconciliation keeps", `wallet ${wallet} cash in EUR`, "910", "915"]
        ]
      )
    }).pipe(Effect.provide(layer))
  )

  it.effect("finds a row that refers to a wallet of another brand", () =>
    Effect.gen(function* () {
      const { post } = yield* Wallet
      const stranger = playerOf(newBrands()[1])
      yield* post(stranger.open)
      const { report, text } = yield* tampered(
        ({ wallet }) =>
          `UPDATE croupier_wallet.round SET wallet_id = '${stranger.wallet}' WHERE wallet_id = '${wallet}'`
      )
      assert.ok(checksOf(report).has("O6"))
      assert.match(text, new RegExp(`O6.*round of wallet ${stranger.wallet}`))
    }).pipe(Effect.provide(layer))
  )

  it.effect("finds an event that was lost or repeated", () =>
    Effect.gen(function* () {
      const { report } = yield* tampered(
        ({ wallet }) => `DELETE FROM croupier_wallet.outbox WHERE key = '${wallet}' AND key_version = 5`
      )
      assert.deepEqual(
        report.faults.map(({ check }) => check),
        ["events of a wallet"]
      )
    }).pipe(Effect.provide(layer))
  )

  it.effect("reads every brand at once as the role that spans them", () =>
    Effect.gen(function* () {
      yield* played
      const report = yield* Effect.provide(verifyLedger(), TestPostgres.layerSpan)
      assert.deepEqual(report, { brands: 1, wallets: 1, transactions: 13, entries: 24, links: 0, faults: [] })
    }).pipe(Effect.provide(layer))
  )
})
