import assert from "node:assert/strict"
import { fromUnits } from "@croupier/core/Amount"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { expireDeposits } from "../../src/cashier/expireDeposits.js"
import { TransactionKey, Wallet, WalletUnavailable } from "../../src/contract.js"
import { openingAccount } from "../../src/testing/Commands.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "../sql/anyBrand.js"
import { playerOf } from "../sql/play.js"
import { spanning } from "../sql/spanning.js"
import { newBrands } from "../sql/subject.js"

const wallet = Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand))

layer(wallet, { excludeTestServices: true, timeout: "60 seconds" })("the expiry of deposit requests", (it) => {
  it.scoped(
    "ends what is due, a bounded number at a time, of all brands, by two at once too; what is paid or not due stays",
    () =>
      Effect.gen(function* () {
        const wallets = yield* Wallet
        const { depositRequest, post, putReceivingAccount } = wallets
        const span = yield* spanning
        const brands = newBrands()
        for (const brand of brands) {
          yield* post(playerOf(brand).open)
          yield* putReceivingAccount(brand, openingAccount(brand))
        }
        const references = "ABCDEFGH"
        const players = Array.from({ length: 8 }, (_, n) => ({ ...playerOf(brands[n % 2]!), brand: brands[n % 2]!, n }))
        for (const player of players) {
          yield* post(player.open)
          const asked = yield* post({
            ...player.deposit("ask", 100n),
            _tag: "deposit-request",
            amount: fromUnits(100n),
            key: TransactionKey.once("ask", player.wallet),
            request: player.wallet,
            reference: `AAAAA${references[player.n]}`,
            expiresAt: player.n < 6 ? player.n + 1 : 4_102_444_800_000
          })
          assert.equal(asked._tag, "ok")
        }
        const { brand, wallet: paid } = players[7]!
        assert.equal((yield* post({ ...players[7]!.deposit("paid", 100n), request: paid }))._tag, "ok")

        // One that hangs holds up no other.
        const hanging = players[0]!.wallet
        const stuck: typeof wallets = {
          ...wallets,
          post: (command) => ("wallet" in command && command.wallet === hanging ? Effect.never : wallets.post(command))
        }
        yield* Effect.provideService(span(expireDeposits(2)), Wallet, stuck)
        assert.equal((yield* depositRequest(players[1]!.brand, players[1]!.wallet))?.status, "expired")
        const failing: typeof wallets = {
          ...wallets,
          post: (command) =>
            "wallet" in command && command.wallet === hanging
              ? new WalletUnavailable({ outcome: "unknown", detail: "on purpose" })
              : wallets.post(command)
        }
        yield* Effect.flip(Effect.provideService(span(expireDeposits(2)), Wallet, failing))
        assert.equal((yield* depositRequest(players[2]!.brand, players[2]!.wallet))?.status, "expired")

        assert.equal(yield* span(expireDeposits(2)), 2)
        yield* Effect.all([span(expireDeposits(4)), span(expireDeposits(4))], { concurrency: 2 })
        assert.equal(yield* span(expireDeposits(4)), 0)
        const states = yield* Effect.forEach(players, (player) => depositRequest(player.brand, player.wallet))
        assert.deepEqual(
          states.map((request) => request?.status),
          [...Array(6).fill("expired"), "pending", "completed"]
        )
        assert.equal((yield* depositRequest(brand, paid))?.status, "completed")
      })
  )
})
