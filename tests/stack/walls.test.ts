import assert from "node:assert/strict"
import { layer } from "@effect/vitest"
import { Clock, Effect, Schedule } from "effect"
import { type Answer, call, type NoAnswer } from "../support/Call.js"
import { callbackOf, timesInLedger } from "../support/callbacks.js"
import { takesAtMost } from "../support/eventually.js"
import { counted } from "../support/figures.js"
import { rowCounts } from "../support/rows.js"
import * as StackLayer from "../support/Stack.js"
import { aurora, borealis, corona, expectStatus, Stack } from "../support/Stack.js"
import {
  cashOf,
  newAddress,
  newPerson,
  registerFunded,
  type SignedIn,
  type StackPlayer,
  sit
} from "../support/StackPlayer.js"

const options = { excludeTestServices: true, timeout: "120 seconds" } as const

/** A player with 100 who has bet 1 in two rounds, of which one is still to be won and one to be rolled back. */
const inPlay = (brand = aurora, person = newPerson()) =>
  Effect.gen(function* () {
    const player = yield* registerFunded(brand, "100", person)
    const session = yield* sit(player)
    const [won, undone] = [yield* session.bet({ amount: "1" }), yield* session.bet({ amount: "1" })]
    const nextBet = Effect.map(session.bet({ amount: "1" }), ({ exchange }) => exchange.answer.status)
    /** The win and the rollback that were still to come, and the final balance. */
    const settle = Effect.gen(function* () {
      const win = yield* session.win({ amount: "5", bet: won.id, round: won.round })
      const rollback = yield* session.rollback({ of: undone.id, round: undone.round })
      return [win.exchange.answer.status, rollback.exchange.answer.status, rollback.exchange.answer.balance]
    })
    return { player, nextBet, settle }
  })

const settled = ["RS_OK", "RS_OK", 10_400_000n]

const suspend = ({ brand, player }: StackPlayer) =>
  Effect.flatMap(Stack, ({ internal }) =>
    expectStatus(
      200,
      internal("player", "POST", `/internal/player/players/${player.id}/status`, {
        body: {
          brand: brand.key,
          status: "suspended",
          reason: "documents are missing",
          actor: { kind: "operator", id: "somebody" }
        }
      })
    )
  )

layer(StackLayer.layer, options)("walls of the real stack", (it) => {
  it.effect("a suspended player's next bet is refused, and the player's win and rollback are still paid", () =>
    Effect.gen(function* () {
      const { nextBet, player, settle } = yield* inPlay()
      yield* suspend(player)
      assert.equal(yield* nextBet, "RS_ERROR_USER_DISABLED")
      assert.deepEqual(yield* settle, settled)
    })
  )

  it.effect(
    "after a logout at the gateway the next bet is refused, and earlier wins and rollbacks are still paid",
    () =>
      Effect.gen(function* () {
        const { nextBet, player, settle } = yield* inPlay()
        yield* expectStatus(204, player.ask("POST", "/api/player/logout"))
        // Every process applies it within a second.
        yield* Effect.sleep("1 second")
        assert.equal(yield* nextBet, "RS_ERROR_TOKEN_EXPIRED")
        assert.deepEqual(yield* settle, settled)
      })
  )

  it.effect("a lowered limit refuses the next bet, and the win and rollback of earlier ones are still paid", () =>
    Effect.gen(function* () {
      const { nextBet, player, settle } = yield* inPlay()
      const limits = [{ kind: "stake", period: "day", amount: "2" }]
      yield* expectStatus(200, player.ask("PUT", "/api/player/limits", { body: { limits } }))
      assert.equal(yield* nextBet, "RS_ERROR_LIMIT_REACHED")
      assert.deepEqual(yield* settle, settled)
    })
  )

  it.effect("an excluded person's next bet is refused on every brand of the licence, and on no other", () =>
    Effect.gen(function* () {
      const person = newPerson()
      const [here, there, elsewhere] = [
        yield* inPlay(aurora, person),
        yield* inPlay(borealis, person),
        yield* inPlay(corona, person)
      ]
      const body = { length: "6-months" }
      yield* expectStatus(200, here.player.ask("POST", "/api/player/self-exclusion", { body }))
      assert.equal(yield* here.nextBet, "RS_ERROR_USER_DISABLED")
      assert.equal(yield* there.nextBet, "RS_ERROR_USER_DISABLED")
      assert.equal(yield* elsewhere.nextBet, "RS_OK")
      assert.deepEqual(yield* here.settle, settled)
      assert.deepEqual(yield* there.settle, settled)
    })
  )

  it.effect(
    "a token on another brand's domain: refused, served under its own brand, or not compared, as configured",
    () =>
      Effect.gen(function* () {
        const stack = yield* Stack
        const player = yield* registerFunded(aurora, "7")
        const [observe, off] = yield* Effect.all([stack.newGateway("observe"), stack.newGateway("off")], {
          concurrency: "unbounded"
        })
        const abroad = (gateway: { readonly url: string }) =>
          call("GET", `${gateway.url}/api/wallet/balance`, { host: borealis.domain, token: player.accessToken })
        const refused = yield* abroad(stack.gateway)
        assert.equal(refused.status, 401)
        assert.equal(refused.headers["content-type"], "application/problem+json")
        assert.equal((refused.json as { readonly code: string }).code, "brand-mismatch")
        for (const gateway of [observe, off]) {
          const { json, status } = yield* abroad(gateway)
          assert.deepEqual(
            { status, json },
            { status: 200, json: { currency: "KRW", cash: "7", bonus: "0", held: "0" } }
          )
        }
        assert.equal(yield* counted(observe.metricsUrl, "brand_mismatch_total", '"/api/wallet/"'), 1)
        assert.equal(yield* counted(off.metricsUrl, "brand_mismatch_total"), 0)
      }).pipe(Effect.scoped)
  )

  it.effect(
    "a callback with an account of another brand than its credential is refused without a row, and noticed",
    () =>
      Effect.gen(function* () {
        const stack = yield* Stack
        const [own, foreign] = [yield* registerFunded(aurora, "10"), yield* registerFunded(borealis, "10")]
        const [session, foreignSession] = [yield* sit(own), yield* sit(foreign)]
        const metrics = `${stack.game.url}/metrics`
        const before = yield* rowCounts
        const noticed = yield* counted(metrics, "security_events_total")
        const forged = yield* Effect.all([
          callbackOf(own, session, { user: foreignSession.seat.user, token: foreignSession.seat.token }),
          callbackOf(own, session, { user: foreignSession.seat.user }),
          callbackOf(own, session, { token: foreignSession.seat.token })
        ])
        for (const { send } of forged) assert.equal((yield* send).answer.status, "RS_ERROR_INVALID_SIGNATURE")
        assert.deepEqual(yield* rowCounts, before)
        assert.deepEqual(yield* timesInLedger(forged.map(({ id }) => id)), [0, 0, 0])
        assert.equal((yield* counted(metrics, "security_events_total")) - noticed, forged.length)
        assert.deepEqual([yield* cashOf(own), yield* cashOf(foreign)], ["10", "10"])
      })
  )

  it.effect("a refresh token used long after its successor ends the family, everywhere within a second", () =>
    takesAtMost(
      1_000,
      Effect.gen(function* () {
        const player = yield* registerFunded(aurora, "1")
        const refresh = (refreshToken: string) =>
          player.ask("POST", "/api/player/refresh", { token: undefined, body: { refreshToken } })
        const second = (yield* expectStatus(200, refresh(player.refreshToken))).json as SignedIn
        const third = (yield* expectStatus(200, refresh(second.refreshToken))).json as SignedIn
        assert.equal((yield* refresh(player.refreshToken)).status, 401)
        assert.equal((yield* refresh(third.refreshToken)).status, 401)
        return yield* everywhereRefused({ ...player, accessToken: third.accessToken })
      })
    )
  )

  it.effect("a suspended player's token is refused by the gateway and by every service within a second", () =>
    takesAtMost(
      1_000,
      Effect.gen(function* () {
        const player = yield* registerFunded(aurora, "1")
        for (const ask of yield* placesOf(player)) assert.equal((yield* ask).status, 200)
        yield* suspend(player)
        return yield* everywhereRefused(player)
      })
    )
  )
})

/** The player's calls to each service, through the gateway and directly. */
const placesOf = ({ accessToken: token, brand }: StackPlayer) =>
  Effect.map(
    Stack,
    ({ game, gateway, player, wallets: [first, second] }): ReadonlyArray<Effect.Effect<Answer, NoAnswer>> => {
      const [me, balance, games] = ["/api/player/me", "/api/wallet/balance", "/api/game/games"] as const
      const places = [
        [gateway, me],
        [gateway, balance],
        [gateway, games],
        [player, me],
        [first, balance],
        [second, balance],
        [game, games]
      ] as const
      const address = newAddress()
      return places.map(([{ url }, path]) => call("GET", `${url}${path}`, { host: brand.domain, address, token }))
    }
  )

/** Milliseconds from now until all of these answer 401. */
const everywhereRefused = (player: StackPlayer) =>
  Effect.gen(function* () {
    const began = yield* Clock.currentTimeMillis
    const places = yield* placesOf(player)
    yield* Effect.forEach(
      places,
      (ask) =>
        Effect.retry(
          Effect.filterOrFail(ask, ({ status }) => status === 401),
          Schedule.spaced("20 millis")
        ),
      { concurrency: "unbounded" }
    ).pipe(Effect.timeout("10 seconds"))
    return (yield* Clock.currentTimeMillis) - began
  })
