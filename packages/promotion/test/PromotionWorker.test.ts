import { fromUnits } from "@croupier/core/Amount"
import { BrandKey } from "@croupier/core/Brand"
import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import * as BrandDirectorySql from "@croupier/core/brands/BrandDirectorySql"
import type { CurrencyCode } from "@croupier/core/Currency"
import * as EventTail from "@croupier/core/events/EventTail"
import * as Notifier from "@croupier/core/events/Notifier"
import { IdempotencyKey } from "@croupier/core/http/IdempotencyKey"
import { type PlayerId, uuidv7 } from "@croupier/core/Ids"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import * as HeartbeatProvider from "@croupier/core/worker/HeartbeatProvider"
import * as LeaseSql from "@croupier/core/worker/LeaseSql"
import { Rolling } from "@croupier/rolling/contract"
import { rollingMigrations } from "@croupier/rolling/migrations"
import * as RollingSql from "@croupier/rolling/RollingSql"
import * as RollingWorker from "@croupier/rolling/RollingWorker"
import { TransactionKey, Wallet, type WalletCommand } from "@croupier/wallet/contract"
import { walletMigrations } from "@croupier/wallet/migrations"
import * as WalletSql from "@croupier/wallet/WalletSql"
import * as WalletWorker from "@croupier/wallet/WalletWorker"
import { SqlClient } from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import { Effect, Fiber, Layer, Option, Schedule } from "effect"
import * as Audience from "../src/contract/Audience.js"
import { Promotions } from "../src/contract/Promotions.js"
import { PromotionPace } from "../src/internal/PromotionPace.js"
import { promotionMigrations } from "../src/migrations.js"
import * as PromotionSql from "../src/PromotionSql.js"
import * as PromotionWorker from "../src/PromotionWorker.js"
import { campaignOf, freeCredit } from "../src/testing/Table.js"

const brand = BrandKey.make("aurora")
const currency = "EUR" as CurrencyCode
const units = (amount: number) => fromUnits(BigInt(amount) * 1_000_000n)

const loops = Layer.mergeAll(EventTail.layerNone, HeartbeatProvider.layerMemory, LeaseSql.layerSql)
const wallet = Layer.provideMerge(
  WalletSql.layerSql,
  TestPostgres.layer([walletMigrations, rollingMigrations, promotionMigrations])
)
const pace = Layer.succeed(PromotionPace, { lease: 500, grace: 500 })
const house = PromotionSql.layerSql.pipe(
  Layer.provide(pace),
  Layer.provideMerge(Layer.mergeAll(RollingSql.layerSql, BrandDirectorySql.layerSql(), Audience.layerAdults(30))),
  Layer.provideMerge(Notifier.layer),
  Layer.provideMerge(wallet)
)
const others = Layer.merge(
  WalletWorker.layer({ every: "100 millis" }).pipe(Layer.provide(TestPostgres.layerAs("croupier_wallet_worker"))),
  RollingWorker.layer({ every: "100 millis" }).pipe(Layer.provide(TestPostgres.layerAs("croupier_rolling_worker")))
).pipe(Layer.provide(loops))
const worker = Layer.fresh(PromotionWorker.layer({ every: "100 millis", lease: "400 millis" })).pipe(
  Layer.provide(pace),
  Layer.provide(loops),
  Layer.provide(TestPostgres.layerAs("croupier_promotion_worker"))
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

/** A round that is lost whole. */
const lost = (player: PlayerId, amount: number) => {
  const id = uuidv7(Date.now())
  const key = TransactionKey.provider("hub88", "money", id)
  const game = { code: "starlight", category: "slots" } as const
  const round = { provider: "hub88", id }
  return post(player, { _tag: "bet", key, currency, amount: units(amount), round, game, closesRound: true })
}

const eventually = <A, E, R>(look: Effect.Effect<A, E, R>, until: (found: A) => boolean) =>
  Effect.repeat(look, {
    until,
    schedule: Schedule.spaced("50 millis").pipe(Schedule.upTo("60 seconds"))
  }).pipe(Effect.zipRight(look))

layer(house, { excludeTestServices: true, timeout: "60 seconds" })("the worker of promotions", (it) => {
  it.scoped(
    "gives each first deposit its bonus once while replicas are killed at random, and pays each loss back once",
    () =>
      Effect.gen(function* () {
        yield* Effect.provide(register, TestPostgres.layerAs("croupier_config"))
        yield* eventually((yield* BrandDirectory).brand(brand), Option.isSome)
        yield* Layer.build(others)
        const promotions = yield* Promotions
        const match = campaignOf({
          _tag: "deposit-match",
          deposit: { which: "first" },
          share: 10_000,
          leastDeposit: {},
          most: { EUR: "20" },
          claim: "automatic"
        })
        const cashback = campaignOf({
          _tag: "cashback",
          share: 1000,
          period: "daily",
          most: { EUR: "50" },
          least: { EUR: "1" },
          base: "ggr"
        })
        const credit = freeCredit()
        for (const campaign of [match, cashback, credit]) {
          yield* promotions.saveCampaign({ brand, campaign, version: 0 })
        }
        const killer = yield* Effect.forkScoped(
          Effect.forever(
            Effect.scoped(Effect.zipRight(Layer.build(worker), Effect.sleep(`${150 + Math.random() * 400} millis`)))
          )
        )
        yield* Layer.build(worker)
        const players = yield* Effect.replicateEffect(newcomer, 8)
        yield* Effect.forEach(
          players,
          (player) =>
            Effect.gen(function* () {
              yield* deposited(player, 100)
              yield* deposited(player, 50)
              yield* lost(player, 40)
            }),
          { concurrency: "unbounded" }
        )
        const bonusesOf = (player: PlayerId) =>
          Effect.map(promotions.bonuses({ brand, player, limit: 10 }), ({ items }) => items)
        for (const player of players) {
          const bonuses = yield* eventually(bonusesOf(player), ([first]) => first?.state === "active")
          expect(bonuses).toMatchObject([{ amount: "20", toStake: "200", state: "active" }])
          const balance = yield* (yield* Wallet).balance(brand, player)
          expect(balance.bonus).toBe(units(20))
          const requirement = yield* (yield* Rolling).requirement({ brand, player, id: bonuses[0]?.id ?? "" })
          expect(requirement).toMatchObject({ target: "200", state: "active" })
        }
        // A second bonus waits until the first is given up, and is then granted by the worker.
        const [player] = players
        const key = IdempotencyKey.make("second")
        const { value } = yield* promotions.claim({ brand, player: player!, campaign: credit.id, key })
        const [second, first] = yield* bonusesOf(player!)
        expect(second).toMatchObject({ id: value.id, state: "budget-reserved" })
        yield* promotions.forfeit({ brand, player: player!, id: first?.id ?? "" })
        yield* eventually(promotions.bonus({ brand, player: player!, id: value.id }), ({ state }) => state === "active")

        yield* promotions.closeCampaign({ brand, id: cashback.id, actor: { kind: "operator", id: "ann" } })
        const payouts = yield* eventually(
          Effect.map(promotions.payouts({ brand, campaign: cashback.id, limit: 100 }), ({ items }) => items),
          (items) => items.length === 8 && items.every(({ state }) => state === "paid")
        )
        yield* Fiber.interrupt(killer)
        expect(payouts.map(({ amount, base }) => [base, amount])).toEqual(Array.from({ length: 8 }, () => ["40", "4"]))
        for (const each of players) {
          expect((yield* (yield* Wallet).balance(brand, each)).cash).toBe(units(100 + 50 - 40 + 4))
        }
        const { items } = yield* promotions.campaigns({ brand, limit: 10 })
        const spent = Object.fromEntries(items.map(({ campaign, spent }) => [campaign.id, spent.EUR]))
        expect(spent).toEqual({ [match.id]: "160", [cashback.id]: "32", [credit.id]: "5" })
      }),
    120_000
  )
})
