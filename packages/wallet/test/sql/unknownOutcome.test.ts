import assert from "node:assert/strict"
import { PostgresPool } from "@croupier/core/postgres/Postgres"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { Wallet } from "../../src/contract.js"
import { verifyLedger } from "../../src/verify/verifyLedger.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "./anyBrand.js"
import { playerOf } from "./play.js"
import { newBrands } from "./subject.js"

const database = TestPostgres.layer(walletOfAnyBrand)

/** What the server says to the reads that follow on a lost answer, in their order; then it reads as always. */
type Script = Array<string>

const refusal = (code: string) => Object.assign(new Error("refused"), { severity: "ERROR", code })

type Pool = (typeof PostgresPool)["Service"]

/**
 * The pool, but the answer to the first posting that `mark` names is lost after the commit, and the reads after it are
 * refused with the codes of the script.
 */
const losing = (pool: Pool, mark: string, script: Script): Pool => {
  let isLost = false
  const client = (real: object) =>
    new Proxy(real, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== "function") return value
        if (name !== "query") return value.bind(target)
        return async (config: { readonly text: string; readonly values: ReadonlyArray<unknown> }) => {
          if (isLost && config.text.includes("read_batch") && script.length > 0) throw refusal(script.shift()!)
          const answer: unknown = await value.call(target, config)
          if (!isLost && config.text.includes("apply_batch") && JSON.stringify(config.values).includes(mark)) {
            isLost = true
            throw new Error("Connection terminated unexpectedly")
          }
          return answer
        }
      }
    })
  return new Proxy(pool, {
    get: (target, name) =>
      name === "connect" ? () => target.connect().then(client) : Reflect.get(target, name).bind?.(target)
  })
}

const walletLosing = (mark: string, script: Script, options: WalletSql.WalletSqlOptions) =>
  Effect.gen(function* () {
    const pool = Layer.succeed(PostgresPool, losing(yield* PostgresPool, mark, script))
    const context = yield* Layer.build(Layer.provide(WalletSql.layerSqlWith({ lanes: 1, ...options }), pool))
    return yield* Effect.provide(Wallet, context)
  })

/** Codes after which a statement may succeed when it is tried again, and one after which it will not. */
const codes = ["57014", "55P03", "40001", "22P02"]

layer(database, { timeout: "60 seconds" })("a posting with an answer that was lost after the commit", (it) => {
  for (const count of [1, 3]) {
    for (const code of codes) {
      it.effect(`is found again after its read was refused with ${code} (${count} in the batch)`, () =>
        Effect.gen(function* () {
          const [brand] = newBrands()
          const player = playerOf(brand)
          const wallet = yield* walletLosing(`lost0%20${player.wallet}`, Array(6).fill(code), {})
          yield* wallet.post(player.open)
          yield* wallet.post(player.deposit("d", 1000n))
          const bets = Array.from({ length: count }, (_, n) => player.bet(`lost${n}`, 10n))
          const results = yield* Effect.forEach(bets, wallet.post, { concurrency: "unbounded" })
          assert.ok(results.every((result) => result._tag === "ok" && !result.replayed))
          assert.equal((yield* wallet.balance(brand, player.wallet)).cash, 1000n - 10n * BigInt(count))
          assert.deepEqual((yield* verifyLedger({ brands: [brand] })).faults, [])
        }).pipe(Effect.scoped)
      )

      it.effect(`is unknown while its read is refused with ${code} (${count} in the batch)`, () =>
        Effect.gen(function* () {
          const [brand] = newBrands()
          const player = playerOf(brand)
          const script = Array<string>(10_000).fill(code)
          const wallet = yield* walletLosing(`lost0%20${player.wallet}`, script, { deadline: 600 })
          yield* wallet.post(player.open)
          yield* wallet.post(player.deposit("d", 1000n))
          const bets = Array.from({ length: count }, (_, n) => player.bet(`lost${n}`, 10n))
          const told = yield* Effect.forEach(bets, (bet) => Effect.flip(wallet.post(bet)), {
            concurrency: "unbounded"
          })
          script.length = 0
          const now = yield* Effect.forEach(bets, wallet.post)
          for (const [index, { outcome }] of told.entries()) {
            const again = now[index]
            const isThere = again?._tag === "ok" && again.replayed
            assert.ok(outcome === "unknown" || !isThere, `bet ${index} is in the ledger and was answered ${outcome}`)
          }
        }).pipe(Effect.scoped)
      )
    }
  }
})
