import { fromUnits } from "@croupier/core/Amount"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { describe, expect, layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { TransactionKey, Wallet } from "../../src/contract.js"
import { openingAccount, uuid } from "../../src/testing/Commands.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "./anyBrand.js"
import { playerOf } from "./play.js"
import { newBrands } from "./subject.js"

const database = TestPostgres.layer(walletOfAnyBrand)
const wallet = Layer.provideMerge(WalletSql.layerSql, database)

layer(wallet, { excludeTestServices: true, timeout: "60 seconds" })(
  "what the database itself says of the cashier",
  (it) => {
    describe("on PostgreSQL", () => {
      it.effect("a number at a bank is the account of one brand, and one name", () =>
        Effect.gen(function* () {
          const { putReceivingAccount, receivingAccounts } = yield* Wallet
          const [one, two] = newBrands()
          const account = openingAccount(one)
          yield* putReceivingAccount(one, account)
          yield* putReceivingAccount(one, {
            ...account,
            status: "closed",
            dailyCap: fromUnits(5n),
            groups: ["vip", 'a "b"']
          })
          expect(yield* Effect.flip(putReceivingAccount(two, account))).toMatchObject({ _tag: "ReceivingAccountTaken" })
          const other = putReceivingAccount(one, { ...account, id: "other" })
          expect(yield* Effect.flip(other)).toMatchObject({ _tag: "ReceivingAccountTaken" })
          expect(yield* receivingAccounts(one)).toEqual([
            { ...account, status: "closed", dailyCap: 5n, groups: ["vip", 'a "b"'] }
          ])
          expect(yield* receivingAccounts(two)).toEqual([])
        })
      )

      it.effect("the two people are two, whatever a rule would say, and a payout is of one withdrawal", () =>
        Effect.gen(function* () {
          const { post } = yield* Wallet
          const [brand] = newBrands()
          const player = playerOf(brand)
          yield* post(player.open)
          yield* post(player.deposit("in", 100n))
          const own = { brand, wallet: player.wallet, actor: { kind: "operator", id: "ann:a" } } as const
          for (const n of [1, 2]) {
            const key = (step: string) => TransactionKey.once(step, `${n} ${player.wallet}`)
            const withdrawal = uuid(n, Number.parseInt(player.wallet.slice(-8), 16))
            const money = { currency: "EUR" as never, amount: fromUnits(10n) }
            yield* post({ _tag: "withdraw-hold", ...own, key: key("hold"), ...money, withdrawal })
            yield* post({ _tag: "withdraw-approve", ...own, key: key("approve"), withdrawal })
            yield* post({ _tag: "withdraw-pay", ...own, key: key("pay"), withdrawal })
          }
          const sql = yield* SqlClient
          const change = (set: string) =>
            sql.unsafe(`UPDATE croupier_wallet.withdrawal SET ${set}`).pipe(
              withBrand(brand),
              Effect.provide(Layer.fresh(TestPostgres.layerOwner)),
              Effect.flip,
              Effect.map((error) => String((error as { readonly cause: unknown }).cause))
            )
          expect(yield* change("seconded_by = approved_by")).toContain("withdrawal_two_people")
          expect(yield* change("two_people = true")).toContain("withdrawal_two_people")
          expect(yield* change("approved_by = NULL")).toContain("withdrawal_approved")
          expect(yield* change("payout = NULL")).toContain("withdrawal_payer")
          expect(yield* change(`payout = '${player.wallet}'`)).toContain("withdrawal_payout")
        })
      )
    })
  }
)
