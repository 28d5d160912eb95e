import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { administer } from "@croupier/core/postgres/Administrator"
import { TestDatabase } from "@croupier/core/testing/TestPostgres"
import { layer } from "@effect/vitest"
import { Array as Arrays, Effect, Fiber, Schedule } from "effect"
import { call } from "../support/Call.js"
import { callbackOf, persist, timesInLedger } from "../support/callbacks.js"
import * as StackLayer from "../support/Stack.js"
import { aurora, Stack } from "../support/Stack.js"
import { cashOf, register, registerFunded, sit } from "../support/StackPlayer.js"

const options = { excludeTestServices: true, timeout: "120 seconds" } as const

/** A player with 100 in a launched game, and a bet of 1 that was not sent yet. */
const aboutToBet = Effect.gen(function* () {
  const player = yield* registerFunded(aurora, "100")
  return { player, bet: yield* callbackOf(player, yield* sit(player)) }
})

layer(StackLayer.layer, options)("what goes wrong between real processes", (it) => {
  it.effect("a provider that disconnects after the commit gets the stored answer when it repeats the call", () =>
    Effect.gen(function* () {
      const { walletLink } = yield* Stack
      const { bet, player } = yield* aboutToBet
      const lost = yield* walletLink.swallow(bet.id)
      const first = yield* Effect.fork(bet.send)
      yield* lost
      yield* Fiber.interrupt(first)
      assert.deepEqual(yield* timesInLedger([bet.id]), [1])
      yield* walletLink.heal
      const { answer, text } = yield* persist(bet)
      assert.equal(answer.status, "RS_OK")
      assert.equal((yield* bet.send).text, text)
      assert.equal(yield* cashOf(player), "99")
      assert.deepEqual(yield* timesInLedger([bet.id]), [1])
    })
  )

  it.effect("a player who disconnects during a deposit request finds it made once when the request is repeated", () =>
    Effect.gen(function* () {
      const { database } = yield* Stack
      const player = yield* registerFunded(aurora, "1")
      const key = randomUUID()
      const ask = player.ask("POST", "/api/wallet/deposit-requests", { key, body: { amount: "50" } })
      // The account to pay into goes with the write only.
      const lost = yield* database.swallow("110-234-567890")
      const first = yield* Effect.fork(ask)
      yield* lost
      yield* Fiber.interrupt(first)
      yield* database.heal
      const again = yield* ask
      assert.equal(again.status, 201)
      assert.equal(again.headers["idempotent-replayed"], "true")
      assert.equal((yield* ask).text, again.text)
    })
  )

  it.effect(
    "connections to the database that are cut, reset and terminated in the middle of the load cost no bet",
    () =>
      Effect.gen(function* () {
        const { database, verify } = yield* Stack
        const { administratorUrl } = yield* TestDatabase
        const terminate = administer(administratorUrl, (query) =>
          query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'croupier_app'"
          )
        )
        const player = yield* registerFunded(aurora, "1000")
        const session = yield* sit(player)
        const bets = yield* Effect.forEach(Arrays.range(1, 160), () => callbackOf(player, session))
        let answered = 0
        const fault = Effect.suspend(() => {
          answered += 1
          if (answered % 40 === 0) return Effect.orDie(terminate)
          return answered % 20 === 0 ? database.cut : Effect.void
        })
        const answers = yield* Effect.forEach(bets, (bet) => Effect.zipLeft(persist(bet), fault), { concurrency: 16 })
        assert.deepEqual(new Set(answers.map(({ answer }) => answer.status)), new Set(["RS_OK"]))
        assert.equal(yield* cashOf(player), "840")
        assert.deepEqual(new Set(yield* timesInLedger(bets.map(({ id }) => id))), new Set([1]))
        assert.deepEqual((yield* verify).faults, [])
      })
  )

  it.effect("a database that is too slow, and then unreachable, delays a bet's answer and never counts it twice", () =>
    Effect.gen(function* () {
      const { database, wallets } = yield* Stack
      const { bet, player } = yield* aboutToBet
      yield* database.delay(600)
      assert.equal((yield* bet.send).answer.status, "RS_ERROR_UNKNOWN")
      yield* database.heal
      assert.equal((yield* persist(bet)).answer.status, "RS_OK")
      const next = yield* callbackOf(player, yield* sit(player))
      yield* database.refuse
      assert.equal((yield* next.send).answer.status, "RS_ERROR_UNKNOWN")
      assert.equal((yield* call("GET", `${wallets[0].url}/health`)).status, 503)
      assert.equal((yield* call("GET", `${wallets[0].url}/health/live`)).status, 200)
      yield* database.heal
      assert.equal((yield* persist(next)).answer.status, "RS_OK")
      assert.equal(yield* cashOf(player), "98")
      assert.deepEqual(yield* timesInLedger([bet.id, next.id]), [1, 1])
    })
  )

  for (const where of ["walletLink", "database"] as const) {
    it.effect(`a wallet killed with -9 between commit and answer (${where}) leaves the answer to its successor`, () =>
      Effect.gen(function* () {
        const stack = yield* Stack
        const { bet, player } = yield* aboutToBet
        // The event goes with the write only; the bet's key may go with a read before.
        const lost = yield* stack[where].swallow(where === "database" ? "wallet.bet-placed" : bet.id)
        const first = yield* Effect.fork(bet.send)
        yield* lost
        yield* stack.wallets[0].kill
        assert.notEqual((yield* Fiber.join(first)).answer.status, "RS_OK")
        yield* stack[where].heal
        assert.deepEqual(yield* timesInLedger([bet.id]), [1])
        yield* stack.wallets[0].start
        assert.equal((yield* persist(bet)).answer.status, "RS_OK")
        assert.equal(yield* cashOf(player), "99")
        assert.deepEqual(yield* timesInLedger([bet.id]), [1])
        assert.deepEqual((yield* stack.verify).faults, [])
      })
    )
  }

  it.effect("a stopped wallet fails its own routes at once and no others, and is used again when it is back", () =>
    Effect.gen(function* () {
      const { wallets } = yield* Stack
      const { bet, player } = yield* aboutToBet
      yield* wallets[0].kill
      const failed = yield* Effect.forEach(Arrays.range(1, 20), () => player.ask("GET", "/api/wallet/balance"))
      assert.deepEqual(new Set(failed.map(({ status }) => status)), new Set([503]))
      assert.equal(failed[0]!.headers["content-type"], "application/problem+json")
      const late = failed
        .slice(10)
        .map(({ millis }) => millis)
        .sort((a, b) => a - b)
      assert.ok(late[5]! < 100, `with the breaker open an answer took ${late[5]} ms`)
      assert.equal((yield* player.ask("GET", "/api/player/me")).status, 200)
      assert.equal((yield* player.ask("GET", "/api/player/limits")).status, 200)
      assert.equal((yield* player.ask("GET", "/health")).status, 200)
      assert.equal((yield* bet.send).answer.status, "RS_ERROR_UNKNOWN")
      // Registration opens the wallet through the other process.
      yield* register(aurora)
      yield* wallets[0].start
      assert.equal((yield* persist(bet)).answer.status, "RS_OK")
      const healed = yield* player.ask("GET", "/api/wallet/balance").pipe(
        Effect.filterOrFail(({ status }) => status === 200),
        Effect.retry(Schedule.spaced("100 millis")),
        Effect.timeout("10 seconds")
      )
      assert.deepEqual(healed.json, { currency: "KRW", cash: "99", bonus: "0", held: "0" })
    })
  )
})
