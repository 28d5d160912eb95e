import assert from "node:assert/strict"
import * as Amount from "@croupier/core/Amount"
import { CurrencyCode } from "@croupier/core/Currency"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { Wallet } from "../../src/contract.js"
import { brandBalances, foldBalances } from "../../src/fold/BalanceFold.js"
import { reconcile } from "../../src/reconciliation/Reconciliation.js"
import { sealEntries } from "../../src/seal/LedgerSeal.js"
import { verifyLedger } from "../../src/verify/verifyLedger.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "./anyBrand.js"
import { playerOf } from "./play.js"
import { owning, spanning } from "./spanning.js"
import { newBrands } from "./subject.js"

const layer = Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand))

describe("an account that holds more than any one command carries", () => {
  for (const code of ["KRW", "VND", "LBP", "IDR"]) {
    const currency = CurrencyCode.make(code)
    it.effect(`in ${currency} is posted to, folded, sealed, reconciled and verified`, () =>
      Effect.gen(function* () {
        const { post } = yield* Wallet
        const [brand] = newBrands()
        const player = playerOf(brand)
        const most = (n: number) => ({ ...player.deposit(`d${n}`, Amount.max), currency })
        yield* post({ ...player.open, currency })
        for (let n = 0; n < 12; n++) assert.equal((yield* post(most(n)))._tag, "ok")
        const bet = yield* post({ ...player.bet("b", Amount.max), currency })
        assert.ok(bet._tag === "ok" && bet.balance?.cash === 11n * Amount.max)
        const span = yield* spanning
        yield* span(Effect.zipRight(foldBalances(), sealEntries()))
        const report = yield* span(reconcile)
        assert.deepEqual([report.state, report.differences], ["balanced", []])
        const bank = (yield* brandBalances([brand])).find(({ kind }) => kind === "bank")
        assert.equal(bank?.amount, -12n * Amount.max)
        assert.deepEqual((yield* verifyLedger({ brands: [brand] })).faults, [])
      }).pipe(Effect.scoped, Effect.provide(layer))
    )
  }

  it.effect("at its bound is refused by name, and stops nothing else", () =>
    Effect.gen(function* () {
      const { balance, post } = yield* Wallet
      const [brand] = newBrands()
      const player = playerOf(brand)
      yield* post(player.open)
      yield* post(player.deposit("d", 10n))
      const owner = yield* owning
      yield* owner(
        Effect.flatMap(SqlClient, (sql) =>
          sql.unsafe(`UPDATE croupier_wallet.wallet SET cash = ${Amount.maxTotal} WHERE id = '${player.wallet}'`)
        ).pipe(withBrand(brand))
      )
      const refused = yield* post(player.deposit("over", 1n))
      assert.ok(refused._tag === "refused" && refused.reason === "balance-limit")
      assert.equal((yield* balance(brand, player.wallet)).cash, Amount.maxTotal)
      assert.equal((yield* post(player.bet("b", 1n)))._tag, "ok")
    }).pipe(Effect.scoped, Effect.provide(layer))
  )
})
