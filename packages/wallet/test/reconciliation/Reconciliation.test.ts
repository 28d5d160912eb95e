import assert from "node:assert/strict"
import { fromUnits } from "@croupier/core/Amount"
import type { BrandKey } from "@croupier/core/Brand"
import type { WalletId } from "@croupier/core/Ids"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import { isLongRun } from "@croupier/core/testing/LongRun"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { layer } from "@effect/vitest"
import { Duration, Effect, Fiber, Layer, Logger, LogLevel } from "effect"
import { TransactionKey, Wallet } from "../../src/contract.js"
import { foldBalances } from "../../src/fold/BalanceFold.js"
import { confirm } from "../../src/internal/reconciliation/confirm.js"
import { reports } from "../../src/internal/reconciliation/reports.js"
import { reconcile } from "../../src/reconciliation/Reconciliation.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "../sql/anyBrand.js"
import { otherProcess } from "../sql/otherProcess.js"
import { playerOf } from "../sql/play.js"
import { owning, spanning } from "../sql/spanning.js"
import { newBrands } from "../sql/subject.js"

const wallet = Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand))

/** A player with 1000 of which ten bets took 100. */
const played = (brand: BrandKey) =>
  Effect.gen(function* () {
    const { post } = yield* Wallet
    const player = playerOf(brand)
    yield* post(player.open)
    yield* post(player.deposit("d", 1000n))
    for (let n = 1; n <= 10; n++) yield* post(player.bet(`b${n}`, 10n))
    return player
  })

/** One run, and the two logins that a test tampers and looks with. */
const books = Effect.gen(function* () {
  const span = yield* spanning
  const owner = yield* owning
  return {
    run: Logger.withMinimumLogLevel(span(reconcile), LogLevel.None),
    loudRun: span(reconcile),
    fold: span(Effect.repeat(foldBalances(), { until: ({ entries }) => entries === 0 })),
    confirm: (suspect: Parameters<typeof confirm>[0]) => span(confirm(suspect)),
    reports: span(reports(3)),
    tamper: (brand: BrandKey, text: string) =>
      owner(Effect.flatMap(SqlClient, (sql) => sql.unsafe(text)).pipe(withBrand(brand)))
  }
})

const more = (wallets: ReadonlyArray<WalletId>, units: number) =>
  `UPDATE croupier_wallet.wallet SET cash = cash + ${units} WHERE id IN (${wallets.map((id) => `'${id}'`).join()})`

const freezesOf = (brand: BrandKey) =>
  Effect.flatMap(
    SqlClient,
    (sql) => sql<{ key: string }>`SELECT key FROM croupier_wallet.outbox WHERE type = 'wallet.account-frozen'`
  ).pipe(withBrand(brand))

const frozen = (brand: BrandKey, id: WalletId) =>
  Effect.flatMap(Wallet, ({ gate }) =>
    Effect.map(gate(brand, id), ({ blocks }) => blocks.some(({ source }) => source === "reconciliation"))
  )

layer(wallet, { excludeTestServices: true, timeout: "120 seconds" })("reconciliation", (it) => {
  it.scoped(
    "finds a balance changed by hand within one run, confirms and freezes it: no bets, no money out, wins paid",
    () =>
      Effect.gen(function* () {
        const { post } = yield* Wallet
        const { reports, run, tamper } = yield* books
        const [brand] = newBrands()
        const player = yield* played(brand)
        const own = { brand, wallet: player.wallet, actor: { kind: "system", id: "test" } } as const
        assert.equal((yield* run).state, "balanced")

        yield* tamper(brand, more([player.wallet], 7))
        const report = yield* run
        assert.equal(report.state, "frozen")
        assert.deepEqual(report.differences, [
          {
            brand,
            wallet: player.wallet,
            kind: "cash",
            sub: "",
            currency: "EUR",
            expected: 900n,
            found: 907n,
            firstDiverging: "none of its entries: the balance itself was changed"
          }
        ])
        assert.deepEqual((yield* reports)[0], report)

        const win = { ...player.bet("w", 30n), _tag: "win", kind: "normal", missingBet: "refuse" } as const
        const money = { currency: player.bet("", 1n).currency, amount: fromUnits(5n) }
        const hold = {
          _tag: "withdraw-hold",
          ...own,
          ...money,
          key: TransactionKey.once("hold", player.wallet)
        } as const
        const answers = yield* Effect.forEach(
          [
            player.bet("late", 1n),
            { ...hold, withdrawal: player.wallet },
            win,
            player.rollback("r", "b3"),
            player.deposit("d2", 5n)
          ],
          post
        )
        assert.deepEqual(
          answers.map((answer) => (answer._tag === "ok" ? "ok" : answer.reason)),
          ["player-locked", "player-locked", "ok", "ok", "ok"]
        )

        // It is found until the books are corrected, and reported once.
        assert.equal((yield* run).differences[0]?.found, 952n)
        assert.equal((yield* freezesOf(brand)).length, 1)
        yield* tamper(brand, more([player.wallet], -7))
        assert.equal((yield* run).state, "balanced")
        assert.ok(yield* frozen(brand, player.wallet))
      })
  )

  it.scoped("names the first entry from which balance and entries part", () =>
    Effect.gen(function* () {
      const { run, tamper } = yield* books
      const [brand] = newBrands()
      const player = yield* played(brand)
      const swap = `UPDATE croupier_wallet.entry SET amount = amount * 2 WHERE transaction_id =
        (SELECT id FROM croupier_wallet.transaction WHERE key LIKE '%/b4\\%20${player.wallet}')`
      yield* tamper(brand, swap)
      const { differences, state } = yield* run
      assert.equal(state, "frozen")
      assert.deepEqual([differences[0]?.expected, differences[0]?.found], [890n, 900n])
      assert.match(differences[0]?.firstDiverging ?? "", /\(version 6, .*balance after it 960, its entries say 950/)
      yield* tamper(brand, swap.replace("* 2", "/ 2"))
    })
  )

  it.scoped("a difference that has disappeared when it is checked under the lock is none", () =>
    Effect.gen(function* () {
      const { confirm } = yield* books
      const [brand] = newBrands()
      const { wallet } = yield* played(brand)
      const suspect = { brand, kind: "cash", sub: "", currency: "EUR", expected: 1n, found: 2n }
      assert.deepEqual(yield* confirm({ ...suspect, wallet }), [])
      assert.deepEqual(yield* confirm({ ...suspect, wallet: null, kind: "house", sub: "hub88" }), [])
    })
  )
})

layer(Layer.fresh(wallet), { excludeTestServices: true, timeout: "120 seconds" })("more than one difference", (it) => {
  it.scoped("10 wallets are frozen, 11 freeze none and alert", () =>
    Effect.gen(function* () {
      const { loudRun, run, tamper } = yield* books
      const [brand] = newBrands()
      const players = yield* Effect.forEach(Array(21), () => played(brand), { concurrency: 8 })
      const wallets = players.map(({ wallet }) => wallet)
      yield* tamper(brand, more(wallets.slice(0, 11), 1))
      const lines: Array<string> = []
      const kept = Logger.make(({ logLevel, message }) => lines.push(`${logLevel.label} ${String(message)}`))
      const alert = yield* Effect.provide(loudRun, Logger.replace(Logger.defaultLogger, kept))
      assert.deepEqual([alert.state, alert.differences.length], ["alert", 11])
      assert.ok(
        lines.some((line) => line.startsWith("ERROR") && line.includes("NO WALLET was frozen")),
        lines.join("\n")
      )
      assert.deepEqual(yield* freezesOf(brand), [])
      yield* tamper(brand, more(wallets.slice(10, 11), -1))
      const ten = yield* run
      assert.deepEqual([ten.state, ten.differences.length], ["frozen", 10])
      assert.equal((yield* freezesOf(brand)).length, 10)
      assert.deepEqual(yield* Effect.forEach(wallets.slice(9, 11), (id) => frozen(brand, id)), [true, false])
    })
  )
})

layer(Layer.fresh(wallet), { excludeTestServices: true, timeout: "120 seconds" })(
  "a difference on an account of a brand",
  (it) => {
    it.scoped("freezes no wallet: a checkpoint changed by hand, an entry without its other side", () =>
      Effect.gen(function* () {
        const { fold, run, tamper } = yield* books
        const [brand] = newBrands()
        const player = yield* played(brand)
        yield* fold
        yield* run
        const checkpoint = (units: number) =>
          `UPDATE croupier_wallet.checkpoint SET amount = amount + ${units} WHERE kind = 'house'`
        yield* tamper(brand, `${checkpoint(3)}; ${more([player.wallet], 1)}`)
        const house = yield* run
        assert.equal(house.state, "alert")
        assert.deepEqual(
          house.differences.map(({ expected, found, kind, sub }) => [kind, sub, expected, found]),
          [
            ["house", "hub88", 100n, 103n],
            ["cash", "", 900n, 901n]
          ]
        )
        assert.equal(yield* frozen(brand, player.wallet), false)
        yield* tamper(brand, `${checkpoint(-3)}; ${more([player.wallet], -1)}`)
        assert.equal((yield* run).state, "balanced")

        const { post } = yield* Wallet
        yield* post(player.bet("last", 10n))
        yield* tamper(
          brand,
          `DELETE FROM croupier_wallet.entry WHERE kind = 'house' AND seq = (SELECT max(seq) FROM croupier_wallet.entry WHERE kind = 'house')`
        )
        const half = yield* run
        assert.equal(half.state, "alert")
        assert.deepEqual(
          half.differences.map(({ expected, found, kind }) => [kind, expected, found]),
          [["all accounts", 0n, -10n]]
        )
        assert.match(half.differences[0]!.firstDiverging, /^entry \d+ of transaction .*: its entries sum to -10$/)
      })
    )
  }
)

const loadFor = isLongRun ? Duration.seconds(12) : Duration.seconds(2)

layer(Layer.fresh(wallet), { excludeTestServices: true, timeout: "180 seconds" })("reconciliation under load", (it) => {
  it.scoped("never reports a difference that is not there, while two processes post and balances are folded", () =>
    Effect.gen(function* () {
      const { post } = yield* Wallet
      const { fold, run } = yield* books
      const elsewhere = yield* otherProcess((yield* TestPostgres.TestDatabase).url("croupier_app"))
      const brands = newBrands()
      const players = Array.from({ length: 24 }, (_, n) => playerOf(brands[n % 2]!))
      for (const player of players) {
        yield* post(player.open)
        yield* post(player.deposit("d", 1_000_000n))
      }
      let posted = 0
      const playing = Effect.forEach(
        players,
        (player, n) => {
          let bets = 0
          const [mine, yours] = n % 3 ? [post, elsewhere] : [elsewhere, post]
          return Effect.gen(function* () {
            const bet = `b${bets++}`
            yield* mine(player.bet(bet, 3n))
            if (bets % 5 === 0) yield* yours(player.rollback(`r${bets}`, bet))
            posted += 1
          }).pipe(Effect.forever)
        },
        { concurrency: "unbounded", discard: true }
      )
      const load = yield* Effect.fork(Effect.all([playing, Effect.forever(fold)], { concurrency: 2 }))
      const states = new Set<string>()
      let looks = 0
      yield* Effect.gen(function* () {
        const report = yield* run
        looks += 1
        states.add(report.state)
        assert.deepEqual(report.differences, [])
      }).pipe(Effect.forever, Effect.timeoutOption(loadFor), Effect.raceFirst(Fiber.join(load)))
      yield* Fiber.interrupt(load)
      while (looks < 2 || posted < 50) {
        const report = yield* run
        assert.deepEqual(report.differences, [])
        states.add(report.state)
        looks += 1
        posted += 25
      }
      assert.deepEqual([...states], ["balanced"])
    })
  )
})
