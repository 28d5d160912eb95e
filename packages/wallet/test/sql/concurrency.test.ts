import assert from "node:assert/strict"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { preparedStatements } from "@croupier/core/postgres/preparedStatements"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { Wallet } from "../../src/contract.js"
import { renderReport, verifyLedger } from "../../src/verify/verifyLedger.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "./anyBrand.js"
import { otherProcess } from "./otherProcess.js"
import { playerOf } from "./play.js"
import { newBrands } from "./subject.js"

const database = TestPostgres.layer(walletOfAnyBrand)
const wallet = Layer.provideMerge(WalletSql.layerSql, database)

/**
 * A connection of its own, which closes with the effect it is provided to. One: a second transaction that a busy machine
 * keeps open would hinder the pruning that makes room in a page.
 */
const connection = Layer.unwrapEffect(
  Effect.map(TestPostgres.TestDatabase, ({ url }) =>
    Layer.orDie(Postgres.layer({ url: url("croupier_app"), applicationName: "load", maxConnections: 1 }))
  )
)

/** How many statements go to the server while an effect runs. */
const statementsOf = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const pool = yield* Postgres.PostgresPool
    let count = 0
    const counted = new WeakSet<object>()
    pool.on("acquire", (client) => {
      if (counted.has(client)) return
      counted.add(client)
      const query = client.query.bind(client) as (...of: ReadonlyArray<unknown>) => unknown
      Object.assign(client, {
        query: (...of: ReadonlyArray<unknown>) => {
          count += 1
          return query(...of)
        }
      })
    })
    yield* effect
    return count
  })

describe("many callers at once", () => {
  it.effect("one key 50 times at once has one effect and one answer", () =>
    Effect.gen(function* () {
      const { balance, post } = yield* Wallet
      const [brand] = newBrands()
      const player = playerOf(brand)
      yield* post(player.open)
      yield* post(player.deposit("d", 1000n))
      const results = yield* Effect.forEach(Array(50).fill(player.bet("b", 7n)), post, { concurrency: "unbounded" })
      const answers = results.map((result) => ({ ...result, replayed: false }))
      assert.deepEqual(answers, Array(50).fill(answers[0]))
      assert.equal(results.filter((result) => result._tag === "ok" && !result.replayed).length, 1)
      assert.equal((yield* balance(brand, player.wallet)).cash, 993n)
    }).pipe(Effect.provide(wallet))
  )

  it.effect("200 bets of one player from two processes end at the exact balance, those without cover refused", () =>
    Effect.gen(function* () {
      const { balance, post } = yield* Wallet
      const elsewhere = yield* otherProcess((yield* TestPostgres.TestDatabase).url("croupier_app"))
      const [brand] = newBrands()
      const player = playerOf(brand)
      yield* post(player.open)
      yield* post(player.deposit("d", 1500n))
      const bets = Array.from({ length: 200 }, (_, n) => player.bet(`b${n}`, 10n))
      const results = yield* Effect.forEach(bets, (bet, n) => (n % 2 ? post : elsewhere)(bet), {
        concurrency: "unbounded"
      })
      assert.equal(results.filter((result) => result._tag === "ok").length, 150)
      assert.equal((yield* balance(brand, player.wallet)).cash, 0n)
      const again = yield* Effect.forEach(bets, (bet, n) => (n % 2 ? elsewhere : post)(bet), {
        concurrency: "unbounded"
      })
      const accepted = results.flatMap((result) => (result._tag === "ok" ? [result.transaction] : []))
      assert.deepEqual(
        again.flatMap((result) => (result._tag === "ok" ? [result.transaction] : [])),
        accepted
      )
      assert.equal(renderReport(yield* verifyLedger({ brands: [brand] })).split(":")[0], "the ledger balances")
    }).pipe(Effect.scoped, Effect.provide(wallet))
  )

  it.effect("a bet and its rollback from two processes exclude each other, whichever comes first", () =>
    Effect.gen(function* () {
      const { balance, post } = yield* Wallet
      const elsewhere = yield* otherProcess((yield* TestPostgres.TestDatabase).url("croupier_app"))
      const [brand] = newBrands()
      const player = playerOf(brand)
      yield* post(player.open)
      yield* post(player.deposit("d", 100n))
      for (let n = 0; n < 20; n++) {
        yield* Effect.all([post(player.bet(`b${n}`, 10n)), elsewhere(player.rollback(`r${n}`, `b${n}`))], {
          concurrency: "unbounded"
        })
        assert.equal((yield* balance(brand, player.wallet)).cash, 100n)
      }
      assert.deepEqual((yield* verifyLedger({ brands: [brand] })).faults, [])
    }).pipe(Effect.scoped, Effect.provide(wallet))
  )

  it.effect("a batch costs two round trips, and one for players that the lane remembers", () =>
    Effect.gen(function* () {
      const { post } = yield* Wallet
      const [brand] = newBrands()
      const player = playerOf(brand)
      assert.equal(yield* statementsOf(post(player.open)), 2)
      assert.equal(yield* statementsOf(post(player.deposit("d", 1000n))), 2)
      assert.equal(yield* statementsOf(post(player.bet("one", 1n))), 1)
      assert.equal(yield* statementsOf(post(player.bet("one", 1n))), 0)
      assert.equal(yield* statementsOf(post(player.rollback("r", "one"))), 2)
      // All together, or the first caller alone and the 40 others together.
      const bets = Array.from({ length: 41 }, (_, n) => player.bet(`many${n}`, 1n))
      assert.ok((yield* statementsOf(Effect.forEach(bets, post, { concurrency: "unbounded" }))) <= 2)
    }).pipe(Effect.provide(wallet))
  )

  it.effect("what a lane remembers of a player is never used after another process has changed the player", () =>
    Effect.gen(function* () {
      const { balance, post } = yield* Wallet
      const elsewhere = yield* otherProcess((yield* TestPostgres.TestDatabase).url("croupier_app"))
      const [brand] = newBrands()
      const player = playerOf(brand)
      yield* post(player.open)
      yield* post(player.deposit("d", 100n))
      // Each side has a stale state when its turn comes: its answers must still be right.
      for (let n = 0; n < 10; n++) {
        const [here, there] = n % 2 ? [post, elsewhere] : [elsewhere, post]
        const placed = yield* here(player.bet(`b${n}`, 10n))
        assert.ok(placed._tag === "ok" && placed.balance?.cash === BigInt(90 - 10 * n))
        const again = yield* there(player.bet(`b${n}`, 10n))
        assert.deepEqual(again, { ...placed, replayed: true })
      }
      const refused = yield* post(player.bet("over", 1n))
      assert.ok(refused._tag === "refused" && refused.balance?.cash === 0n)
      yield* elsewhere(player.deposit("late", 1n))
      assert.equal((yield* post(player.bet("over", 1n)))._tag, "ok")
      const undone = yield* elsewhere(player.rollback("r", "over"))
      assert.ok(undone._tag === "ok" && undone.found)
      const late = yield* post({
        ...player.bet("more", 1n),
        _tag: "win",
        kind: "normal",
        missingBet: "refuse",
        bet: player.bet("over", 1n).key
      })
      assert.ok(late._tag === "refused" && late.reason === "already-rolled-back")
      assert.equal((yield* balance(brand, player.wallet)).cash, 1n)
      assert.deepEqual((yield* verifyLedger({ brands: [brand] })).faults, [])
    }).pipe(Effect.scoped, Effect.provide(wallet))
  )

  it.effect("no command makes a statement of its own: two are prepared, however many players and brands post", () =>
    Effect.gen(function* () {
      const { post } = yield* Wallet
      const before = preparedStatements()
      for (let n = 1; n < 5; n++) {
        const players = Array.from({ length: n }, () => playerOf(newBrands()[0]))
        yield* Effect.forEach(players, ({ open }) => post(open), { concurrency: "unbounded" })
        yield* Effect.forEach(players, ({ deposit }) => post(deposit("d", 5n)), { concurrency: "unbounded" })
      }
      assert.ok(preparedStatements() - before <= 2)
    }).pipe(Effect.provide(wallet))
  )
})

describe("the tables under load", () => {
  it.effect("nearly every change of a balance is a heap-only update, so no index grows with play", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient
      const updates = Effect.map(
        sql<{ readonly updates: bigint; readonly hot: bigint }>`
          SELECT n_tup_upd AS updates, n_tup_hot_upd AS hot FROM pg_stat_user_tables
          WHERE schemaname = 'croupier_wallet' AND relname = 'wallet'`,
        ([row]) => ({ updates: Number(row?.updates), hot: Number(row?.hot) })
      )
      let events = 0n
      const ratio = Effect.gen(function* () {
        const [brand] = newBrands()
        const before = yield* updates
        // A connection reports its figures at the latest when it closes.
        yield* Effect.gen(function* () {
          const { post } = yield* Wallet
          const players = Array.from({ length: 200 }, () => playerOf(brand))
          yield* Effect.forEach(players, ({ open }) => post(open), { concurrency: 32 })
          yield* Effect.forEach(players, ({ deposit }) => post(deposit("d", 1000n)), { concurrency: 32 })
          const bets = Array.from({ length: 6 }, (_, n) => players.map((player) => player.bet(`b${n}`, 1n))).flat()
          yield* Effect.forEach(bets, post, { concurrency: 32 })
        }).pipe(Effect.provide(Layer.provideMerge(WalletSql.layerSql, connection)))
        const after = yield* Effect.repeat(updates, { until: (now) => now.updates - before.updates >= 1200 })
        const [outbox] = yield* withBrand(brand)(
          sql<{ readonly events: bigint }>`SELECT count(*) AS events FROM croupier_wallet.outbox`
        )
        events = outbox!.events
        return (after.hot - before.hot) / (after.updates - before.updates)
      })
      // Autovacuum may process the tables at the same time, and hinders pruning too. An index on a column that play changes would
      // make the ratio 0 in every try.
      const best = yield* Effect.repeat(ratio, { until: (reached) => reached >= 0.95, times: 4 })
      assert.ok(best >= 0.95, `heap-only updates of wallet: ${best}`)
      assert.equal(events, 1400n)
      const dead = yield* sql<{ readonly n: bigint }>`
        SELECT coalesce(sum(n_dead_tup), 0)::bigint AS n FROM pg_stat_user_tables WHERE relname LIKE 'outbox%'`
      assert.equal(dead[0]!.n, 0n)
    }).pipe(Effect.provide(database))
  )
})
