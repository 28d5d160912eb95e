import assert from "node:assert/strict"
import { type Administer, administer } from "@croupier/core/postgres/Administrator"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as Postgres from "@croupier/core/postgres/Postgres"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Fiber, Layer, type Redacted } from "effect"
import { Wallet } from "../../src/contract.js"
import { verifyLedger } from "../../src/verify/verifyLedger.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "./anyBrand.js"
import { proxyTo } from "./Proxy.js"
import { playerOf } from "./play.js"
import { newBrands } from "./subject.js"

const database = TestPostgres.layer(walletOfAnyBrand)
const sound = Layer.provideMerge(WalletSql.layerSql, database)

/** A wallet as in another process: with connections and memory of its own. */
const walletAt = (url: Redacted.Redacted, options: WalletSql.WalletSqlOptions) =>
  Effect.map(
    Layer.build(
      Layer.provide(
        WalletSql.layerSqlWith(options),
        Layer.orDie(Postgres.layer({ url, applicationName: "faults", maxConnections: 3, connectTimeout: "3 seconds" }))
      )
    ),
    (context) => Effect.provide(Wallet, context)
  ).pipe(Effect.flatten)

const funded = Effect.gen(function* () {
  const { post } = yield* Wallet
  const [brand] = newBrands()
  const player = playerOf(brand)
  yield* post(player.open)
  yield* post(player.deposit("d", 1000n))
  return { brand, player }
})

const clean = (brand: Parameters<typeof playerOf>[0]) =>
  Effect.map(verifyLedger({ brands: [brand] }), ({ faults }) => assert.deepEqual(faults, []))

describe("an answer that is lost", () => {
  for (const how of ["cut", "hang"] as const) {
    it.effect(`after the commit is found again under its key (${how}), and nothing is doubled`, () =>
      Effect.gen(function* () {
        const { brand, player } = yield* funded
        const proxy = yield* proxyTo((yield* TestPostgres.TestDatabase).url("croupier_app"))
        const far = yield* walletAt(proxy.url, { patience: 300 })
        // The key goes out twice: with the read, and with the write that loses its answer.
        proxy.lose(`lost%20${player.wallet}`, 2, how)
        const result = yield* far.post(player.bet("lost", 10n))
        assert.ok(result._tag === "ok" && !result.replayed && result.balance?.cash === 990n)
        const near = yield* (yield* Wallet).post(player.bet("lost", 10n))
        assert.deepEqual(near, { ...result, replayed: true })
        yield* clean(brand)
      }).pipe(Effect.scoped, Effect.provide(sound))
    )
  }

  it.effect("and not found before the deadline is said to be unknown; another process has the stored answer", () =>
    Effect.gen(function* () {
      const { brand, player } = yield* funded
      const proxy = yield* proxyTo((yield* TestPostgres.TestDatabase).url("croupier_app"))
      const far = yield* walletAt(proxy.url, { patience: 1500, deadline: 500 })
      proxy.lose(`lost%20${player.wallet}`, 2, "hang")
      const failure = yield* Effect.flip(far.post(player.bet("lost", 10n)))
      assert.equal(failure.outcome, "unknown")
      const near = yield* (yield* Wallet).post(player.bet("lost", 10n))
      assert.ok(near._tag === "ok" && near.replayed && near.balance?.cash === 990n)
      yield* clean(brand)
    }).pipe(Effect.scoped, Effect.provide(sound))
  )

  for (const how of ["cut", "hang"] as const) {
    it.effect(`after the commit stays unknown while the ledger cannot be read again (${how})`, () =>
      Effect.gen(function* () {
        const { brand, player } = yield* funded
        const proxy = yield* proxyTo((yield* TestPostgres.TestDatabase).url("croupier_app"))
        const far = yield* walletAt(proxy.url, { patience: 1500, deadline: 3500 })
        const mark = `lost%20${player.wallet}`
        proxy.lose(mark, 2, "cut")
        proxy.loseLater(mark, how)
        const failure = yield* Effect.flip(far.post(player.bet("lost", 10n)))
        assert.equal(failure.outcome, "unknown")
        const near = yield* (yield* Wallet).post(player.bet("lost", 10n))
        assert.ok(near._tag === "ok" && near.replayed && near.balance?.cash === 990n)
        yield* clean(brand)
      }).pipe(Effect.scoped, Effect.provide(sound))
    )
  }

  it.effect("of a batch in transit ends its server process: answered not-applied, it is never applied", () =>
    Effect.gen(function* () {
      const { brand, player } = yield* funded
      const { balance } = yield* Wallet
      const { administratorUrl, url } = yield* TestPostgres.TestDatabase
      const proxy = yield* proxyTo(url("croupier_app"))
      const far = yield* walletAt(proxy.url, { patience: 2000 })
      const late = proxy.delay(`late%20${player.wallet}`, 2)
      const failure = yield* administer(administratorUrl, (query) =>
        Effect.gen(function* () {
          yield* query("BEGIN")
          yield* query("SELECT FROM croupier_wallet.wallet WHERE id = $1 FOR UPDATE", [player.wallet])
          const failure = yield* Effect.flip(far.post(player.bet("late", 10n)))
          yield* query("ROLLBACK")
          return failure
        })
      )
      assert.equal(failure.outcome, "not-applied")
      late.release()
      assert.equal((yield* far.post(player.bet("next", 1n)))._tag, "ok")
      assert.equal((yield* balance(brand, player.wallet)).cash, 999n)
      yield* clean(brand)
    }).pipe(Effect.scoped, Effect.provide(sound))
  )

  it.effect("backends ended in the middle of the load: every bet takes effect once", () =>
    Effect.gen(function* () {
      const { brand, player } = yield* funded
      const { balance, post } = yield* Wallet
      const { administratorUrl } = yield* TestPostgres.TestDatabase
      const kill = (query: Administer) =>
        query<{ readonly ended: boolean }>(`SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
          WHERE usename = 'croupier_app' AND datname = current_database() AND query LIKE '%apply_batch%'`)
      const killing = administer(administratorUrl, (query) =>
        Effect.repeatN(Effect.repeat(kill(query), { until: (ended) => ended.length > 0 }), 7)
      )
      const killer = yield* Effect.fork(killing)
      const bets = Array.from({ length: 400 }, (_, n) => player.bet(`b${n}`, 1n))
      const results = yield* Effect.forEach(bets, post, { concurrency: 8 })
      yield* Fiber.join(killer)
      assert.ok(results.every((result) => result._tag === "ok" && !result.replayed))
      assert.equal((yield* balance(brand, player.wallet)).cash, 600n)
      yield* clean(brand)
    }).pipe(Effect.provide(sound))
  )
})

describe("a wallet that cannot answer", () => {
  it.effect("because another session holds the player's row is not-applied, and no other caller waits forever", () =>
    Effect.gen(function* () {
      const { brand, player } = yield* funded
      const { balance, post } = yield* Wallet
      const { administratorUrl } = yield* TestPostgres.TestDatabase
      const failure = yield* administer(administratorUrl, (query) =>
        Effect.gen(function* () {
          yield* query("BEGIN")
          yield* query("SELECT FROM croupier_wallet.wallet WHERE id = $1 FOR UPDATE", [player.wallet])
          const failure = yield* Effect.flip(post(player.bet("held", 10n)))
          yield* query("ROLLBACK")
          return failure
        })
      )
      assert.equal(failure.outcome, "not-applied")
      assert.equal((yield* balance(brand, player.wallet)).cash, 1000n)
      assert.equal((yield* post(player.bet("held", 10n)))._tag, "ok")
    }).pipe(Effect.provide(sound))
  )

  it.effect("because the database is down fails by its deadline", () =>
    Effect.gen(function* () {
      const { player } = yield* funded
      const url = (yield* TestPostgres.TestDatabase).url("croupier_app")
      const proxy = yield* proxyTo(url)
      const far = yield* walletAt(proxy.url, { deadline: 400 })
      proxy.refuse()
      const failure = yield* Effect.flip(far.post(player.bet("gone", 10n)))
      assert.equal(failure.outcome, "not-applied")
    }).pipe(Effect.scoped, Effect.provide(sound))
  )
})

describe("a caller", () => {
  it.effect("that disconnects does not stop its posting: the retry gets the stored answer", () =>
    Effect.gen(function* () {
      const { brand, player } = yield* funded
      const { post } = yield* Wallet
      for (let n = 0; n < 20; n++) {
        const fiber = yield* Effect.fork(post(player.bet(`b${n}`, 1n)))
        yield* Effect.yieldNow()
        yield* Fiber.interrupt(fiber)
      }
      const results = yield* Effect.forEach(
        Array.from({ length: 20 }, (_, n) => player.bet(`b${n}`, 1n)),
        post
      )
      assert.ok(results.every((result) => result._tag === "ok" && result.replayed))
      yield* clean(brand)
    }).pipe(Effect.provide(sound))
  )

  it.effect("inside a transaction fails at once, instead of waiting for itself", () =>
    Effect.gen(function* () {
      const { brand, player } = yield* funded
      const { balance, post, setPolicy, policy } = yield* Wallet
      const asks = [
        post(player.bet("inside", 1n)),
        balance(brand, player.wallet),
        Effect.flatMap(policy(brand), (current) => setPolicy(brand, current))
      ]
      for (const ask of asks) {
        const exit = yield* Effect.exit(withBrand(brand)(ask as Effect.Effect<unknown, unknown>))
        assert.ok(Exit.isFailure(exit) && Cause.isDie(exit.cause))
        assert.match(Cause.pretty(exit.cause), /inside a transaction/)
      }
      assert.equal((yield* balance(brand, player.wallet)).cash, 1000n)
    }).pipe(Effect.provide(sound))
  )
})

describe("a command that breaks", () => {
  it.effect("fails alone: the others of its batch are posted", () =>
    Effect.gen(function* () {
      const { brand, player } = yield* funded
      const { balance, post } = yield* Wallet
      const sql = yield* SqlClient
      const broken = { ...player.bet("broken", 1n), round: { provider: "hub88", id: "\u0000" } }
      const exits = yield* Effect.forEach(
        [player.bet("first", 1n), player.bet("second", 1n), broken, player.bet("third", 1n)],
        (bet) => Effect.exit(post(bet)),
        { concurrency: "unbounded" }
      )
      assert.deepEqual(exits.map(Exit.isSuccess), [true, true, false, true])
      assert.equal((yield* balance(brand, player.wallet)).cash, 997n)
      assert.equal((yield* withBrand(brand)(sql`SELECT FROM croupier_wallet.transaction`)).length, 5)
    }).pipe(Effect.provide(sound))
  )
})
