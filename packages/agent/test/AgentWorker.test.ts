import { Amount } from "@croupier/core/Amount"
import { CurrencyCode } from "@croupier/core/Currency"
import * as EventTail from "@croupier/core/events/EventTail"
import * as Notifier from "@croupier/core/events/Notifier"
import { newEvents, publish } from "@croupier/core/events/publish"
import { tick } from "@croupier/core/events/Relay"
import { makeUuid, type PlayerId } from "@croupier/core/Ids"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import * as HeartbeatProvider from "@croupier/core/worker/HeartbeatProvider"
import * as LeaseSql from "@croupier/core/worker/LeaseSql"
import { playerMigrations } from "@croupier/player/migrations"
import { type Command, TransactionKey, Wallet } from "@croupier/wallet/contract"
import { walletMigrations } from "@croupier/wallet/migrations"
import * as WalletSql from "@croupier/wallet/WalletSql"
import { expect, layer } from "@effect/vitest"
import { Effect, Layer, Schedule } from "effect"
import * as AgentMaintenance from "../src/AgentMaintenance.js"
import * as AgentWorker from "../src/AgentWorker.js"
import { Agents } from "../src/contract.js"
import { agentMigrations } from "../src/migrations.js"
import { aurora, line, operator } from "../src/testing/Trees.js"
import * as World from "../src/testing/World.js"
import { storeSql } from "./storeSql.js"

const krw = CurrencyCode.make("KRW")
const amount = (won: bigint) => Amount.make(won * 1_000_000n)
const actor = { kind: "service", id: "test" } as const

const database = TestPostgres.layer([walletMigrations, playerMigrations, agentMigrations])
const wallet = WalletSql.layerSql.pipe(Layer.provide(Notifier.layer))
const world = World.layer(storeSql, wallet).pipe(Layer.provideMerge(database))

const eventually = <A, E, R>(look: Effect.Effect<A, E, R>, isThere: (found: A) => boolean) =>
  Effect.repeat(look, {
    until: isThere,
    schedule: Schedule.spaced("50 millis").pipe(Schedule.upTo("40 seconds"))
  }).pipe(Effect.zipRight(look))

/** A player registers with a code, as player's outbox says it. */
const register = (player: PlayerId, referralCode: string) =>
  Effect.gen(function* () {
    const payload = { code: "k3v9q2m7xd", currency: "KRW", referralCode, promoCode: null }
    const of = { brand: aurora, key: player, before: 0n, at: Date.now() }
    yield* publish("player", yield* newEvents(of, [{ type: "player.registered", version: 1, payload }]))
  }).pipe(withBrand(aurora))

const post = (command: Command) =>
  Effect.map(
    Effect.flatMap(Wallet, (wallet) => wallet.post(command)),
    ({ _tag }) => expect(_tag).toBe("ok")
  )

/** Relays of the other domains, which have workers of their own. */
const relays = Effect.zipRight(tick("player", 1n), tick("wallet", 1n))

layer(world, { excludeTestServices: true })("the worker of agents", (it) => {
  it.scoped(
    "counts a real wallet's rounds, also those before the registration is read, and pays them into a real wallet",
    () =>
      Effect.gen(function* () {
        const agents = yield* Agents
        yield* agents.setPolicy({
          brand: aurora,
          by: operator,
          policy: {
            counts: "cash",
            suspendedShare: "held",
            approvedUpTo: [{ currency: krw, amount: amount(1_000_000n) }]
          }
        })
        const [root, leaf] = yield* line(["1", "0.4"])
        if (root === undefined || leaf === undefined) return yield* Effect.dieMessage("no tree")
        yield* Layer.build(
          AgentWorker.layer({ every: "100 millis" }).pipe(
            Layer.provide(AgentMaintenance.layerSql),
            Layer.provide([EventTail.layerNone, HeartbeatProvider.layerMemory, LeaseSql.layerSql, Notifier.layer])
          )
        )
        const player = (yield* makeUuid) as PlayerId
        const of = { brand: aurora, wallet: player, actor, currency: krw }
        const money = (id: string) => TransactionKey.provider("hub88", "money", id)
        const play = { round: { provider: "hub88", id: "r" }, game: { code: "dice", category: "slots" } } as const
        yield* post({ _tag: "open", ...of, key: TransactionKey.once("open", player), kind: "player" })
        const from = { kind: "bank", sub: "main" } as const
        yield* post({
          _tag: "deposit",
          ...of,
          key: TransactionKey.once("deposit", "1"),
          amount: amount(200_000n),
          from
        })
        yield* post({ _tag: "bet", ...of, ...play, key: money("b1"), amount: amount(100_000n) })
        yield* post({ _tag: "bet", ...of, ...play, key: money("b2"), amount: amount(50_000n), closesRound: true })
        yield* relays
        yield* register(player, leaf.referralCode)
        yield* relays
        const view = { brand: aurora, agent: leaf.id, limit: 10 }
        const first = yield* eventually(agents.accruals(view), ({ items }) => items.length === 1)
        expect(first.items).toMatchObject([{ player, agent: leaf.id, valid: "150000", net: "150000", rolling: "600" }])
        const key = TransactionKey.provider("hub88", "rollback", "b2")
        yield* post({
          _tag: "rollback",
          brand: aurora,
          wallet: player,
          actor,
          key,
          original: money("b2"),
          shortfall: "debt"
        })
        yield* relays
        const { items } = yield* eventually(agents.accruals(view), (page) => page.items.length === 2)
        expect(items[0]).toMatchObject({ valid: "-50000", net: "-50000", rolling: "-200" })
        yield* (yield* World.Time).pass("8 days")
        const statementsOf = (agent: typeof root.id) =>
          agents.statements({ brand: aurora, agent, kind: "rolling", limit: 10 })
        const paid = yield* eventually(statementsOf(leaf.id), (page) => page.items[0]?.status === "paid")
        expect(paid.items).toMatchObject([{ earned: "400", payout: amount(400n), refusal: null }])
        yield* eventually(statementsOf(root.id), (page) => page.items[0]?.payout === amount(600n))
      })
  )
})
