import { fromUnits } from "@croupier/core/Amount"
import { ServiceName } from "@croupier/core/auth/Principal"
import * as ServiceIdentity from "@croupier/core/auth/ServiceIdentity"
import * as ServiceToken from "@croupier/core/auth/ServiceToken"
import type { CurrencyCode } from "@croupier/core/Currency"
import * as FairTurns from "@croupier/core/queue/FairTurns"
import * as TestHttp from "@croupier/core/testing/TestHttp"
import { describe, expect, it } from "@effect/vitest"
import { Cause, Context, Effect, Exit, Layer, Schema } from "effect"
import { PostBatch } from "../../src/contract/PostBatch.js"
import { type Command, TransactionKey, Wallet, type WalletShape, WalletUnavailable } from "../../src/contract.js"
import { ask as askUntil } from "../../src/internal/client/Asking.js"
import type { Reply } from "../../src/internal/client/CallConnection.js"
import { PostQueue } from "../../src/internal/client/PostQueue.js"
import { questions } from "../../src/internal/client/questions.js"
import * as WalletHttp from "../../src/WalletHttp.js"
import { emptyLedger, make } from "../../src/WalletMemory.js"
import { line } from "./Line.js"
import { alice, aurora, bob, furnish, identity, serviceOn, start } from "./service.js"

const posts = "/internal/wallet/post"

const deposit = (n: number, more: Partial<Command> = {}): Command =>
  ({
    _tag: "deposit",
    brand: aurora,
    wallet: alice,
    actor: { kind: "system", id: "test" },
    key: TransactionKey.once("deposit", String(n)),
    currency: "EUR" as CurrencyCode,
    amount: fromUnits(1_000_000n),
    from: { kind: "bank", sub: "main" },
    ...more
  }) as Command

/** A service on a wallet in memory, and a client of it over a line that can be cut. */
const connected = (options: Partial<WalletHttp.WalletHttpOptions> = {}, around = (wallet: WalletShape) => wallet) =>
  Effect.gen(function* () {
    const ledger = emptyLedger()
    const wallet = make(ledger)
    yield* furnish(wallet)
    const tokens = Layer.succeed(ServiceToken.ServiceToken, yield* ServiceToken.ServiceToken)
    const http = yield* TestHttp.start(serviceOn(around(wallet)).pipe(Layer.provide(tokens)))
    const between = yield* line(http.port)
    const client = yield* Layer.build(
      WalletHttp.layerHttp({ url: between.url, lanes: 1, deadline: 60_000, ...options }).pipe(Layer.provide(tokens))
    )
    return { ledger, between, client: Context.get(client, Wallet) }
  }).pipe(Effect.provide(identity))

describe("the wallet over HTTP", () => {
  it.scopedLive("gathers what is asked for while a request is under way: a hundred bets in a few requests", () =>
    Effect.gen(function* () {
      const { between, client, ledger } = yield* connected()
      const results = yield* Effect.forEach(
        Array.from({ length: 100 }, (_, n) => deposit(n, { wallet: n % 2 === 0 ? alice : bob })),
        client.post,
        { concurrency: "unbounded" }
      )
      expect(results.every((result) => result._tag === "ok" && !result.replayed)).toBe(true)
      expect(ledger.entries).toHaveLength(200)
      expect(between.requests).toBeLessThanOrEqual(4)
    })
  )

  it.scopedLive("asks again by key when the connection dies after sending: one effect, and the stored answer", () =>
    Effect.gen(function* () {
      const { between, client, ledger } = yield* connected()
      between.swallow = 2
      const result = yield* client.post(deposit(1))
      expect(result).toMatchObject({ _tag: "ok", balance: { cash: 1_000_000n } })
      expect(ledger.entries).toHaveLength(2)
      expect(between.swallow).toBe(0)
    })
  )

  it.scopedLive(
    "says that the outcome is unknown when no answer ever comes, and that nothing happened when nothing was sent",
    () =>
      Effect.gen(function* () {
        const { between, client, ledger } = yield* connected({ deadline: 300 })
        // So that there is a connection, however long a busy machine takes to make one.
        yield* Effect.retry(client.post(deposit(0)), { times: 50 })
        between.swallow = Number.POSITIVE_INFINITY
        expect(yield* Effect.flip(client.post(deposit(1)))).toMatchObject({
          _tag: "WalletUnavailable",
          outcome: "unknown"
        })
        yield* Effect.repeat(Effect.sleep("10 millis"), { until: () => ledger.entries.length > 2 })
        expect(ledger.entries).toHaveLength(4)
        const unreachable = WalletHttp.layerHttp({ url: "http://127.0.0.1:9", deadline: 1_000 }).pipe(
          Layer.provide(identity)
        )
        const asked = Effect.flatMap(Wallet, (wallet) =>
          Effect.all([Effect.flip(wallet.post(deposit(1))), Effect.flip(wallet.balance(aurora, alice))], {
            concurrency: 2
          })
        )
        for (const refused of yield* Effect.provide(asked, unreachable)) {
          expect(refused).toMatchObject({ _tag: "WalletUnavailable", outcome: "not-applied" })
          expect(refused.message).toContain("ECONNREFUSED")
        }
      })
  )

  it.scopedLive("hands the wallet's own word on: not applied stays not applied, for commands and for questions", () =>
    Effect.gen(function* () {
      const detail = "the database is unavailable"
      const away = new WalletUnavailable({ outcome: "not-applied", detail })
      const { http, token } = yield* start((wallet) => ({ ...wallet, post: () => away, balance: () => away }))
      // Each try gets the service's real answer at once: no deadline comes while one is under way, which is honestly unknown.
      const answers = new Map<string, Reply>()
      const asked = { headers: { authorization: `Bearer ${token}` } }
      const balance = `/internal/wallet/brands/${aurora}/wallets/${alice}/balance`
      const body = yield* Schema.encode(PostBatch)({ groups: [[deposit(1)]] })
      const { status, text } = yield* http.request("POST", posts, { ...asked, body })
      answers.set(posts, { status, body: text })
      const read = yield* http.request("GET", balance, asked)
      answers.set(balance, { status: read.status, body: read.text })
      const send = ({ path }: { readonly path: string }) => Promise.resolve(answers.get(path)!)
      const turns = FairTurns.make({ concurrency: 1, waiting: 1, patience: 100 })
      const queue = new PostQueue(() => send({ path: posts }), { deadline: 100, maxBatch: 64, waiting: 64 })
      for (const ask of [
        queue.submit([deposit(1)]),
        questions(askUntil({ send, deadline: 100, turns })).balance(aurora, alice)
      ]) {
        expect(yield* Effect.flip(ask as Effect.Effect<unknown, unknown>)).toMatchObject({
          _tag: "WalletUnavailable",
          outcome: "not-applied",
          detail: expect.stringContaining(detail)
        })
      }
    })
  )

  it.scopedLive("waits out an outage that ends before its deadline", () =>
    Effect.gen(function* () {
      let failures = 3
      const away = new WalletUnavailable({ outcome: "not-applied", detail: "restarting" })
      const { client } = yield* connected({}, (wallet) => ({
        ...wallet,
        post: (command) => (failures-- > 0 ? away : wallet.post(command))
      }))
      expect((yield* client.post(deposit(1)))._tag).toBe("ok")
    })
  )

  it.scopedLive(
    "a command that the contract does not allow, and one that the wallet fails at, are faults of their callers only",
    () =>
      Effect.gen(function* () {
        const { client } = yield* connected({}, (wallet) => ({
          ...wallet,
          post: (command) => (command.key.endsWith("/666") ? Effect.dieMessage("no such luck") : wallet.post(command))
        }))
        const exits = yield* Effect.forEach(
          [deposit(1), deposit(2, { wallet: "nobody" as never }), deposit(666), deposit(3)],
          (command) => Effect.exit(client.post(command)),
          { concurrency: "unbounded" }
        )
        expect(exits.map((exit) => (Exit.isSuccess(exit) ? "ok" : Cause.isDie(exit.cause) ? "dies" : "fails"))).toEqual(
          ["ok", "dies", "dies", "ok"]
        )
      })
  )

  it.scopedLive("a service that does not know our keys is a fault that names the status, not a wait", () =>
    Effect.gen(function* () {
      const { between } = yield* connected()
      const stranger = ServiceToken.layer.pipe(
        Layer.provide(ServiceIdentity.layerMemory(ServiceName.make("game_service")))
      )
      const layer = WalletHttp.layerHttp({ url: between.url }).pipe(Layer.provide(stranger))
      const exit = yield* Effect.exit(
        Effect.provide(
          Effect.flatMap(Wallet, ({ post }) => post(deposit(1))),
          layer
        )
      )
      expect(Exit.isFailure(exit) && Cause.pretty(exit.cause)).toContain("401 unauthenticated")
    })
  )

  it.scopedLive("keeps amounts, limits, rounds and instants as they were, through JSON and back", () =>
    Effect.gen(function* () {
      const { client, ledger } = yield* connected()
      const here = make(ledger)
      const largest = fromUnits(1_999_999_999_999_999_999n)
      yield* client.post(deposit(1, { amount: largest }))
      yield* client.post({
        _tag: "bet",
        brand: aurora,
        wallet: alice,
        actor: { kind: "provider", id: "hub88" },
        key: TransactionKey.provider("hub88", "money", "ü/%?&#"),
        currency: "EUR" as CurrencyCode,
        amount: fromUnits(1n),
        round: { provider: "hub88", id: "a b/ü?&#%00" },
        game: { code: "g", category: "live" },
        closesRound: true
      })
      yield* client.post({
        _tag: "gate",
        brand: aurora,
        wallet: alice,
        actor: { kind: "player", id: alice },
        key: TransactionKey.once("gate", "1"),
        change: {
          set: [{ scope: "withdraw", source: "x", reason: "", author: { kind: "system", id: "x" }, until: 5 }],
          clear: [],
          limits: [{ kind: "loss", period: "month", amount: largest }]
        }
      })
      const ask = (wallet: WalletShape) =>
        Effect.all([
          wallet.balance(aurora, alice),
          wallet.gate(aurora, alice),
          wallet.history(aurora, alice, { limit: 1 }),
          wallet.rounds(aurora, alice, { limit: 10 }),
          wallet.round(aurora, alice, "hub88", "a b/ü?&#%00"),
          wallet.round(aurora, alice, "hub88", "none"),
          wallet.policy(aurora)
        ])
      expect(yield* ask(client)).toEqual(yield* ask(here))
      expect((yield* client.balance(aurora, alice)).cash).toBe(largest - 1n)
      const first = yield* client.history(aurora, alice, { limit: 1 })
      const next = yield* client.history(aurora, alice, { limit: 1, cursor: first.nextCursor })
      expect(next.items[0]?.kind).toBe("deposit")
      expect(yield* Effect.flip(client.rounds(aurora, alice, { limit: 1, cursor: "x" }))).toMatchObject({
        _tag: "CursorInvalid"
      })
    })
  )
})
