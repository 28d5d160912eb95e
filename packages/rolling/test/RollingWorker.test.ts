import { fromUnits } from "@croupier/core/Amount"
import { BrandKey } from "@croupier/core/Brand"
import * as BrandDirectorySql from "@croupier/core/brands/BrandDirectorySql"
import type { CurrencyCode } from "@croupier/core/Currency"
import * as EventTail from "@croupier/core/events/EventTail"
import * as Notifier from "@croupier/core/events/Notifier"
import { type PlayerId, uuidv7 } from "@croupier/core/Ids"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import * as HeartbeatProvider from "@croupier/core/worker/HeartbeatProvider"
import * as LeaseSql from "@croupier/core/worker/LeaseSql"
import { TransactionKey, Wallet, type WalletCommand, WithdrawalPolicy } from "@croupier/wallet/contract"
import { walletMigrations } from "@croupier/wallet/migrations"
import * as WalletSql from "@croupier/wallet/WalletSql"
import * as WalletWorker from "@croupier/wallet/WalletWorker"
import { SqlClient } from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import { Effect, Fiber, Layer, Schedule } from "effect"
import { Rolling } from "../src/contract/Rolling.js"
import { everythingCounts } from "../src/contract/Terms.js"
import { rollingMigrations } from "../src/migrations.js"
import * as RollingSql from "../src/RollingSql.js"
import * as RollingWorker from "../src/RollingWorker.js"
import * as WithdrawalPolicyRolling from "../src/withdrawal/WithdrawalPolicyRolling.js"

const brand = BrandKey.make("aurora")
const currency = "EUR" as CurrencyCode
const units = (amount: number) => fromUnits(BigInt(amount) * 1_000_000n)

const loops = Layer.mergeAll(EventTail.layerNone, HeartbeatProvider.layerMemory, LeaseSql.layerSql)
const wallet = Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer([walletMigrations, rollingMigrations]))
const house = Layer.mergeAll(RollingSql.layerSql, BrandDirectorySql.layerSql()).pipe(
  Layer.provideMerge(Notifier.layer),
  Layer.provideMerge(wallet)
)
const walletWorker = WalletWorker.layer({ every: "100 millis" }).pipe(
  Layer.provide(loops),
  Layer.provide(TestPostgres.layerAs("croupier_wallet_worker"))
)
const rollingWorker = Layer.fresh(RollingWorker.layer({ every: "100 millis", lease: "400 millis" })).pipe(
  Layer.provide(loops)
)

const register = Effect.flatMap(SqlClient, (sql) =>
  Effect.all([
    sql`INSERT INTO croupier_core.licence VALUES ('test', 'none', 18, '{}')`,
    sql`INSERT INTO croupier_core.brand VALUES (${brand}, 'test', 'Aurora', '{EUR}', 'EUR', 'open')`,
    sql`INSERT INTO croupier_core.brand_timezone VALUES (${brand}, '-infinity', 'UTC')`
  ])
)

type Unsigned<C> = C extends WalletCommand ? Omit<C, "brand" | "wallet" | "actor"> : never

const post = (player: PlayerId, command: Unsigned<WalletCommand>) =>
  Effect.flatMap(Wallet, (wallet) =>
    wallet.post({ ...command, brand, wallet: player, actor: { kind: "system", id: "test" } } as WalletCommand)
  )
const money = (id: string) => TransactionKey.provider("hub88", "money", id)
const round = (id: string) => ({ provider: "hub88", id })
const game = { code: "starlight", category: "slots" } as const

const newcomer = Effect.gen(function* () {
  const player = uuidv7(Date.now()) as PlayerId
  yield* post(player, { _tag: "open", key: TransactionKey.once("open", player), kind: "player", currency })
  return player
})

const deposited = (player: PlayerId, amount: number) =>
  post(player, {
    _tag: "deposit",
    key: TransactionKey.once("deposit", uuidv7(Date.now())),
    currency,
    amount: units(amount),
    from: { kind: "bank", sub: "main" }
  })

/** A round of one bet that is lost; every third is voided after it has closed. */
const played = (player: PlayerId, number: number) =>
  Effect.gen(function* () {
    const id = `${player} ${number}`
    const bet = { currency, amount: units(1), round: round(id), game }
    yield* post(player, { _tag: "bet", key: money(id), ...bet, closesRound: true })
    if (number % 3 === 0) {
      yield* post(player, { _tag: "rollback", key: money(`${id} void`), original: money(id), shortfall: "debt" })
    }
  })

const eventually = <A, E, R>(look: Effect.Effect<A, E, R>, until: (found: A) => boolean) =>
  Effect.repeat(look, {
    until,
    schedule: Schedule.spaced("50 millis").pipe(Schedule.upTo("60 seconds"))
  }).pipe(Effect.zipRight(look))

layer(house, { excludeTestServices: true, timeout: "60 seconds" })("the worker of turnover", (it) => {
  it.scoped(
    "counts every round once while replicas are killed at random, and has the wallet convert what is completed",
    () =>
      Effect.gen(function* () {
        yield* Effect.provide(register, TestPostgres.layerAs("croupier_config"))
        yield* Layer.build(walletWorker)
        const players = yield* Effect.replicateEffect(newcomer, 3)
        for (const player of players) yield* deposited(player, 200)
        const killer = yield* Effect.forkScoped(
          Effect.forever(
            Effect.scoped(
              Effect.zipRight(Layer.build(rollingWorker), Effect.sleep(`${150 + Math.random() * 400} millis`))
            )
          )
        )
        yield* Layer.build(rollingWorker)
        yield* Effect.forEach(
          players,
          (player) =>
            Effect.forEach(
              Array.from({ length: 30 }, (_, n) => n),
              (n) => played(player, n)
            ),
          { concurrency: "unbounded" }
        )
        const rolling = yield* Rolling
        for (const player of players) {
          const [requirement] = yield* eventually(
            Effect.map(rolling.requirements({ brand, player, limit: 10 }), ({ items }) => items),
            ([found]) => found?.progress === "20"
          )
          expect(requirement).toMatchObject({ target: "200", progress: "20", state: "active" })
          const page = yield* rolling.contributions({ brand, player, id: requirement?.id ?? "", limit: 100 })
          expect(page.items.filter(({ kind }) => kind === "round")).toHaveLength(30)
          expect(page.items.filter(({ kind }) => kind === "change")).toHaveLength(10)
        }
        yield* Fiber.interrupt(killer)

        const [player] = players
        const grant = uuidv7(Date.now())
        const terms = { maxBet: null, maxCashOut: null, expiresAt: null, excludedGames: [] }
        const key = TransactionKey.once("grant", grant)
        yield* post(player!, { _tag: "bonus-grant", key, currency, amount: units(10), grant, ...terms })
        const { id } = yield* rolling.open({
          ...{ brand, player: player!, id: uuidv7(Date.now()), origin: "bonus", grant, deposit: null, currency },
          ...{ of: "bonus", base: units(10), multiplier: 50, source: "all", weights: everythingCounts },
          ...{ priority: 1, onWithdrawal: "refuse", expiresAt: null }
        })
        for (let number = 100; number < 110; number++) yield* played(player!, number)
        const converted = yield* eventually(
          rolling.requirement({ brand, player: player!, id }),
          ({ state }) => state === "converted"
        )
        expect(converted).toMatchObject({ state: "converted", converted: "10" })
      }),
    120_000
  )

  it.scoped(
    "a withdrawal's question is answered when the last deposit has been counted, and not before",
    () =>
      Effect.gen(function* () {
        const player = yield* newcomer
        yield* deposited(player, 10)
        const policy = yield* Effect.provide(WithdrawalPolicy, WithdrawalPolicyRolling.layer)
        const question = { brand, player, currency, amount: units(10), version: 1n }
        expect(yield* policy.ask(question)).toEqual({ _tag: "not-ready" })
        yield* Layer.build(Layer.merge(walletWorker, rollingWorker))
        const answer = yield* eventually(policy.ask(question), ({ _tag }) => _tag !== "not-ready")
        expect(answer).toMatchObject({ _tag: "refused", reasons: [{ code: "turnover-missing" }] })
        yield* played(player, 1)
        expect(yield* policy.ask({ ...question, version: 2n })).toBeDefined()
      }),
    120_000
  )
})
