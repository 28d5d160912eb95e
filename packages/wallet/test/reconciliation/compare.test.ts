import assert from "node:assert/strict"
import type { BrandKey } from "@croupier/core/Brand"
import type { WalletId } from "@croupier/core/Ids"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { layer } from "@effect/vitest"
import { Effect, FastCheck, Layer } from "effect"
import { Wallet } from "../../src/contract.js"
import { compare } from "../../src/internal/reconciliation/compare.js"
import { markEntries } from "../../src/internal/reconciliation/expected.js"
import { type Account, mostFrozen, verdictOn } from "../../src/internal/reconciliation/Variance.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "../sql/anyBrand.js"
import { playerOf } from "../sql/play.js"
import { owning, spanning } from "../sql/spanning.js"
import { newBrands } from "../sql/subject.js"

const wallet = Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand))

layer(wallet, { excludeTestServices: true, timeout: "60 seconds" })("comparing accounts with their entries", (it) => {
  it.scoped(
    "finds the same however many wallets it takes at once, and at any boundary: no wallet is left out between two parts",
    () =>
      Effect.gen(function* () {
        const { post } = yield* Wallet
        const span = yield* spanning
        const owner = yield* owning
        const brands = newBrands()
        const players = Array.from({ length: 9 }, (_, n) => playerOf(brands[n % 2]!))
        for (const player of players) {
          yield* post(player.open)
          yield* post(player.deposit("d", 100n))
        }
        const changed = players.filter((_, n) => n % 3 !== 1)
        for (const [index, brand] of brands.entries()) {
          const own = changed
            .filter((player) => players.indexOf(player) % 2 === index)
            .map((player) => `'${player.wallet}'`)
          yield* owner(
            Effect.flatMap(SqlClient, (sql) =>
              sql.unsafe(`UPDATE croupier_wallet.wallet SET cash = cash + 1, debt = 2 WHERE id IN (${own.join()})`)
            ).pipe(withBrand(brand))
          )
        }
        const names = Effect.map(
          Effect.forEach([1, 2, 3, 4, 50_000], (atOnce) => span(compare(Effect.void, atOnce))),
          (found) =>
            found.map(({ accounts, differences }) => ({
              accounts,
              found: differences.map((each) => `${each.wallet} ${each.kind} ${each.expected} ${each.found}`).sort()
            }))
        )
        const before = yield* names
        yield* Effect.repeat(span(markEntries(3)), { until: ({ entries }) => entries === 0 })
        for (const found of [...before, ...(yield* names)]) {
          assert.deepEqual(found, {
            // Four of each wallet, and the bank of each brand.
            accounts: 4 * players.length + 2,
            found: changed.flatMap((player) => [`${player.wallet} cash 100 101`, `${player.wallet} debt 0 2`]).sort()
          })
        }
      })
  )

  const account = FastCheck.record({
    brand: FastCheck.constantFrom("a1" as BrandKey, "b2" as BrandKey),
    wallet: FastCheck.option(
      FastCheck.uuid().map((id) => id as WalletId),
      { freq: 12 }
    ),
    kind: FastCheck.constant("cash"),
    sub: FastCheck.constant(""),
    currency: FastCheck.constant("EUR")
  })
  it.prop(
    "freezes up to ten, all of them wallets, and none otherwise",
    [FastCheck.array(account, { maxLength: 14 })],
    ([differences]) => {
      const verdict = verdictOn(differences satisfies ReadonlyArray<Account>)
      const ofBrand = differences.some((each) => each.wallet === null)
      const expected =
        differences.length === 0 ? "balanced" : ofBrand || differences.length > mostFrozen ? "alert" : "frozen"
      assert.equal(verdict, expected)
    }
  )
})
