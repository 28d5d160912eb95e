import assert from "node:assert/strict"
import { join } from "node:path"
import { fromUnits } from "@croupier/core/Amount"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { migrationSets } from "@croupier/shells/compose/stores"
import { TransactionKey, Wallet } from "@croupier/wallet/contract"
import { renderHead } from "@croupier/wallet/seal/Head"
import { heads, sealEntries } from "@croupier/wallet/seal/LedgerSeal"
import * as WalletSql from "@croupier/wallet/WalletSql"
import { SqlClient } from "@effect/sql/SqlClient"
import { layer } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { bundles } from "./support/Bundles.js"
import { run } from "./support/ServiceProcess.js"
import { seedDirectory } from "./support/StackBrands.js"

const wallet = Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(migrationSets))
const brand = "aurora" as BrandKey

/** Two transfers of a brand, each sealed by a link of its own, and the newest head. */
const sealed = Effect.gen(function* () {
  yield* Effect.provide(seedDirectory, TestPostgres.layerOwner)
  const { post } = yield* Wallet
  for (const id of ["one", "two"]) {
    const result = yield* post({
      _tag: "brand-transfer",
      brand,
      actor: { kind: "system", id: "test" },
      key: TransactionKey.once("transfer", id),
      currency: "KRW" as CurrencyCode,
      kind: "adjust",
      amount: fromUnits(1_000_000n),
      from: { kind: "suspense", sub: "" },
      to: { kind: "fees", sub: "" },
      reason: "test"
    })
    assert.equal(result._tag, "ok")
    yield* Effect.provide(sealEntries(), TestPostgres.layerSpan)
  }
  const [head] = yield* Effect.provide(heads, TestPostgres.layerSpan)
  assert.ok(head?.number === 2n)
  return renderHead(head)
})

/** The shell, on the test's database. */
const verifyLedger = (...given: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const { url } = yield* TestPostgres.TestDatabase
    const file = join(yield* bundles, "verify-ledger.js")
    return yield* run(file, { DATABASE_URL: Redacted.value(url("croupier_span")) }, given)
  })

layer(wallet, { excludeTestServices: true, timeout: "120 seconds" })("npm run verify-ledger", (it) => {
  it.effect(
    "ends with 0 while the chain holds the head, with 1 once its end is cut off, and with 2 when it cannot look",
    () =>
      Effect.gen(function* () {
        const head = yield* sealed
        const sound = yield* verifyLedger("--head", head)
        assert.deepEqual([sound.code, sound.output.trim().endsWith("2 links of the seal")], [0, true], sound.output)

        const cut = `DELETE FROM croupier_wallet.entry WHERE seq > 2; DELETE FROM croupier_wallet.transaction WHERE key LIKE '%two';
        DELETE FROM croupier_wallet.seal WHERE number = 2`
        yield* Effect.flatMap(SqlClient, (owner) => owner.unsafe(cut)).pipe(
          withBrand(brand),
          Effect.provide(TestPostgres.layerOwner)
        )
        // All that is left is consistent: only a stored head can show it.
        const found = yield* verifyLedger(`--head=${head}`)
        assert.deepEqual(
          [found.code, found.output.includes("found its end at link 1: the tail is cut")],
          [1, true],
          found.output
        )

        const misread = yield* verifyLedger("--head", "aurora:1:0f")
        assert.deepEqual([misread.code, misread.output.trim().split("\n").length], [2, 1], misread.output)
      }),
    240_000
  )
})
