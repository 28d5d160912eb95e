import assert from "node:assert/strict"
import { PostgresPool } from "@croupier/core/postgres/Postgres"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { layer } from "@effect/vitest"
import { Effect, Either, Layer } from "effect"
import { type Command, Wallet } from "../../src/contract.js"
import { stamp } from "../../src/internal/posting/stamp.js"
import { type Answer, Call } from "../../src/internal/sql/Call.js"
import { HotPlayers } from "../../src/internal/sql/HotPlayers.js"
import { readDecideApply } from "../../src/internal/sql/readDecideApply.js"
import { InvariantBroken } from "../../src/rules/invariant.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "./anyBrand.js"
import { playerOf } from "./play.js"
import { newBrands } from "./subject.js"

const wallet = Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand))

/** Posts through a lane's store of its own, as a call with an earlier try that ended as the test says. */
const lane = Effect.map(PostgresPool, (pool) => {
  const hot = new HotPlayers()
  const store = { pool, policies: new Map(), patience: 2500, onCommitted: () => undefined, hot }
  return (command: Command, outcome: Call["outcome"] = "not-applied") =>
    Effect.promise(async () => {
      let answer: Answer | undefined
      const call = new Call([stamp(command, Date.now())], Date.now() + 5000, (given) => {
        answer = given
      })
      call.outcome = outcome
      const ended = await readDecideApply(store, [call]).then(Either.right, Either.left)
      return { answer, ended }
    })
})

layer(wallet)("a batch", (it) => {
  it.effect("is not sent from memory while an earlier try of it is unknown: it dies, and moves no money", () =>
    Effect.gen(function* () {
      const { balance } = yield* Wallet
      const post = yield* lane
      const [brand] = newBrands()
      const player = playerOf(brand)
      for (const command of [player.open, player.deposit("d", 1000n), player.bet("first", 10n)]) {
        assert.ok(Either.isRight((yield* post(command)).ended))
      }
      const { answer, ended } = yield* post(player.bet("second", 10n), "unknown")
      assert.ok(Either.isLeft(ended) && ended.left instanceof InvariantBroken)
      assert.equal(ended.left.invariant, "a batch is sent only when no earlier try of its calls is unknown")
      assert.equal(answer, undefined)
      assert.equal((yield* balance(brand, player.wallet)).cash, 990n)
      assert.ok(Either.isRight((yield* post(player.bet("third", 10n))).ended))
      assert.equal((yield* balance(brand, player.wallet)).cash, 980n)
    })
  )
})
