import assert from "node:assert/strict"
import type { BrandKey } from "@croupier/core/Brand"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import type { Postgres } from "@croupier/core/postgres/Postgres"
import { runs } from "@croupier/core/testing/LongRun"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { afterAll, beforeAll, describe, it } from "@effect/vitest"
import { Effect, Exit, Layer, ManagedRuntime, Scope } from "effect"
import type { Command, PostResult } from "../../src/contract.js"
import { balanceOf, balanceState } from "../../src/rules/Decision.js"
import { opening, openingAccount, sequence, under, wallets } from "../../src/testing/Commands.js"
import { comparable, law, type Subject } from "../../src/testing/Law.js"

import { emptyLedger, type MemoryLedger, postTo } from "../../src/WalletMemory.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "./anyBrand.js"
import { otherProcess, type Post } from "./otherProcess.js"
import { sqlSubject } from "./subject.js"

const runtime = ManagedRuntime.make(Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand)))
const scope = Effect.runSync(Scope.make())
afterAll(async () => {
  await Effect.runPromise(Scope.close(scope, Exit.void))
  await runtime.dispose()
})

let elsewhere: Post
beforeAll(async () => {
  const database = await runtime.runPromise(TestPostgres.TestDatabase)
  elsewhere = await Effect.runPromise(Scope.extend(otherProcess(database.url("croupier_app")), scope))
})

/** A ledger in memory with the accounts that both sides have. */
const memory = (subject: Subject): MemoryLedger => {
  const ledger = emptyLedger()
  for (const brand of subject.brands) ledger.world.putReceiving({ ...openingAccount(brand), brand })
  return ledger
}

const prepare = (subject: Subject) =>
  Effect.forEach(subject.brands, (brand) => subject.wallet.putReceivingAccount(brand, openingAccount(brand)), {
    discard: true
  })

const sameBalances = (subject: Subject, ledger: MemoryLedger) =>
  Effect.forEach(subject.brands, (brand) =>
    Effect.forEach(wallets, (wallet) =>
      Effect.map(subject.wallet.balance(brand, wallet), (balance) =>
        assert.deepEqual(balance, balanceOf(balanceState(ledger.world.wallet(brand, wallet)!)))
      )
    )
  )

const oneAtATime = law("PostgreSQL answers every command as memory does", sequence, (subject, history) =>
  Effect.gen(function* () {
    yield* prepare(subject)
    const ledger = memory(subject)
    for (const command of under([...opening, ...history], subject.brands)) {
      const found = yield* subject.wallet.post(command)
      const [expected] = postTo(ledger, [command], Date.now())
      assert.deepEqual(comparable(found), comparable(expected!))
    }
    yield* sameBalances(subject, ledger)
    assert.deepEqual(yield* subject.books, [])
  })
)

const twoProcesses = law(
  "what 8 callers in two processes did is what memory does in the order of the ledger",
  sequence,
  (subject, history) =>
    Effect.gen(function* () {
      yield* prepare(subject)
      yield* Effect.forEach(under(opening, subject.brands), subject.wallet.post)
      const commands = under(history, subject.brands)
      const answers = new Map<Command, PostResult>()
      const caller = (_: unknown, n: number) =>
        Effect.forEach(
          commands.filter((_, index) => index % 8 === n),
          (command) =>
            Effect.map((n < 4 ? subject.wallet.post : elsewhere)(command), (result) => answers.set(command, result))
        )
      yield* Effect.all(Array.from({ length: 8 }, caller), { concurrency: "unbounded" })
      assert.deepEqual(yield* subject.books, [])

      const ledger = memory(subject)
      const places = yield* committed(subject.brands)
      // In the same day as the ledger: what limits count of it counts here too.
      const began = Math.min(...[...places.values()].map(({ at }) => at))
      for (const command of under(opening, subject.brands)) postTo(ledger, [command], began)
      const accepted = [...answers].filter(
        (answer): answer is [Command, PostResult & { readonly _tag: "ok" }] =>
          answer[1]._tag === "ok" && !answer[1].replayed
      )
      const byPlace = accepted.sort(
        ([, a], [, b]) => places.get(a.transaction)!.place - places.get(b.transaction)!.place
      )
      const order = keysAfterThoseWhoMissedThem(byPlace)
      for (const [command, result] of order) {
        const [expected] = postTo(ledger, [command], places.get(result.transaction)!.at)
        assert.deepEqual(comparable(result), comparable(expected!))
      }
      yield* sameBalances(subject, ledger)
    })
)

/**
 * Wallets know of each other by keys alone: a win that named a bet before another player took its key was right to find
 * it unknown, so it comes before. Within a wallet the order stays that of its versions.
 */
const keysAfterThoseWhoMissedThem = <Answer extends readonly [Command, PostResult]>(
  answers: ReadonlyArray<Answer>
): ReadonlyArray<Answer> => {
  const left = [...answers]
  const order: Array<Answer> = []
  const walletOf = (command: Command) => (command._tag === "brand-transfer" ? command.key : command.wallet)
  while (left.length > 0) {
    const seen = new Set<string>()
    const free = left.findIndex(([command]) => {
      const name = `${command.brand} ${walletOf(command)}`
      const first = !seen.has(name)
      seen.add(name)
      return (
        first &&
        !left.some(
          ([other]) =>
            other._tag === "win" &&
            other.bet === command.key &&
            other.brand === command.brand &&
            other.wallet !== walletOf(command)
        )
      )
    })
    order.push(...left.splice(Math.max(free, 0), 1))
  }
  return order
}

/** Each transaction's place in the order of wallets and their versions, and its time. */
const committed = (brands: ReadonlyArray<BrandKey>) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<{ readonly id: string; readonly at: Date }>`
        SELECT id, at FROM croupier_wallet.transaction WHERE tag <> 'tombstone'
        ORDER BY brand_id, wallet_id, version, at`,
      (rows) => new Map(rows.map(({ at, id }, place) => [id, { place, at: at.getTime() }]))
    )
  ).pipe(withBrand(brands), Effect.provide(runtimeContext))

const runtimeContext = Layer.effectContext(Effect.promise(() => runtime.runPromise(Effect.context<Postgres>())))

describe("memory and PostgreSQL are one wallet", () => {
  it(oneAtATime.name, () => oneAtATime.hold(sqlSubject(runtime), runs(500)), 600_000)
  it(twoProcesses.name, () => twoProcesses.hold(sqlSubject(runtime), runs(200)), 600_000)
})
