import assert from "node:assert/strict"
import { fromUnits } from "@croupier/core/Amount"
import { uuidv7 } from "@croupier/core/Ids"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { type Command, TransactionKey, Wallet } from "../../src/contract.js"
import { verifyLedger } from "../../src/verify/verifyLedger.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "../sql/anyBrand.js"
import { playerOf } from "../sql/play.js"
import { owning } from "../sql/spanning.js"
import { newBrands } from "../sql/subject.js"

const database = Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand))

layer(database, { timeout: "60 seconds" })("open deposit requests", (it) => {
  it.scoped("one in review next to one that is pending is no difference, and a wallet that names neither is one", () =>
    Effect.gen(function* () {
      const owner = yield* owning
      const wallet = yield* Wallet
      const [brand] = newBrands()
      const player = playerOf(brand)
      const own = { brand, wallet: player.wallet, actor: { kind: "operator", id: "ann" } } as const
      const key = (name: string) => TransactionKey.once("open-requests", `${name}-${player.wallet}`)
      const post = (command: Command) =>
        Effect.map(wallet.post(command), (result) => assert.equal(result._tag, "ok", JSON.stringify(command.key)))
      const faults = Effect.map(verifyLedger({ brands: [brand] }), (report) => report.faults)
      const money = { currency: player.open.currency, amount: fromUnits(100n) }
      const [first, second] = [uuidv7(Date.now()), uuidv7(Date.now())]
      const ask = (request: string, reference: string) =>
        post({
          _tag: "deposit-request",
          ...own,
          ...money,
          key: key(request),
          request,
          reference,
          expiresAt: Date.now() + 3_600_000
        })
      const name = (request: string) =>
        owner(
          Effect.flatMap(SqlClient, (sql) =>
            sql.unsafe(`UPDATE croupier_wallet.wallet SET request_id = ${request} WHERE id = '${player.wallet}'`)
          ).pipe(withBrand(brand))
        )
      const block = { scope: "deposit", source: "status" } as const
      yield* wallet.putReceivingAccount(brand, {
        id: `main-${brand}`,
        bank: "First",
        accountNumber: brand,
        holder: "First",
        currency: money.currency,
        dailyCap: null,
        status: "open",
        groups: []
      })
      yield* post(player.open)
      yield* ask(first, "AAAAAA")
      const set = [{ ...block, reason: "test", author: own.actor, until: null }]
      yield* post({ _tag: "gate", ...own, key: key("block"), change: { set, clear: [] } })
      yield* post({ _tag: "gate", ...own, key: key("unblock"), change: { set: [], clear: [block] } })
      yield* ask(second, "BBBBBB")
      yield* post({
        _tag: "deposit",
        ...own,
        ...money,
        key: key("money"),
        from: { kind: "suspense", sub: "" },
        request: first
      })
      assert.deepEqual(yield* faults, [])
      yield* name("NULL")
      assert.equal((yield* faults).length, 1)
      yield* name(`'${second}'`)
      yield* post({
        _tag: "deposit-request-end",
        ...own,
        key: key("end"),
        request: second,
        as: "cancelled",
        reason: "test"
      })
      assert.deepEqual(yield* faults, [])
    })
  )
})
