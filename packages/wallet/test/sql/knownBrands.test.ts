import assert from "node:assert/strict"
import { committed, Notifier, layer as notifier } from "@croupier/core/events/Notifier"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { layer } from "@effect/vitest"
import { Cause, Effect, Exit, Layer } from "effect"
import { Wallet } from "../../src/contract.js"
import { walletMigrations } from "../../src/migrations.js"
import * as WalletSql from "../../src/WalletSql.js"
import { playerOf } from "./play.js"
import { newBrands } from "./subject.js"
import { transferOf } from "./transfers.js"

const wallet = WalletSql.layerSql.pipe(
  Layer.provideMerge(notifier),
  Layer.provideMerge(TestPostgres.layer([walletMigrations]))
)

layer(wallet, { excludeTestServices: true, timeout: "60 seconds" })("what is posted", (it) => {
  it.scoped("is of a registered brand: of another one no relay, no fold and no seal would ever see it", () =>
    Effect.gen(function* () {
      const { post } = yield* Wallet
      const [brand] = newBrands()
      for (const command of [playerOf(brand).open, transferOf(brand, "t", 5n)]) {
        const exit = yield* Effect.exit(post(command))
        assert.ok(Exit.isFailure(exit))
        assert.match(
          Cause.pretty(exit.cause),
          new RegExp(`the brand ${brand} is not in croupier_core.brand: register it`)
        )
      }
      yield* Effect.gen(function* () {
        const sql = yield* SqlClient
        yield* sql`INSERT INTO croupier_core.licence VALUES ('some', 'none', 18, '{}')`
        yield* sql`INSERT INTO croupier_core.brand VALUES (${brand}, 'some', 'Some', '{EUR}', 'EUR', 'open')`
      }).pipe(Effect.provide(TestPostgres.layerAs("croupier_config")))
      const player = playerOf(brand)
      assert.equal((yield* post(player.open))._tag, "ok")

      // Where the process has hints, events are one for its relay; nothing else is.
      const waiting = yield* (yield* Notifier).listen(committed("wallet"))
      assert.equal((yield* post(player.deposit("d", 5n)))._tag, "ok")
      yield* waiting("10 minutes").pipe(Effect.timeout("30 seconds"))
    })
  )
})
