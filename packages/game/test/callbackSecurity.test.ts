import { randomUUID } from "node:crypto"
import type { PlayerPrincipal } from "@croupier/core/auth/Principal"
import * as OutboundAccount from "@croupier/core/OutboundAccount"
import { bodyOf, type Fields, make as makeClient } from "@croupier/sandbox/hub88/Hub88Client"
import * as Hub88Keys from "@croupier/sandbox/hub88/Hub88Keys"
import type { Seat } from "@croupier/sandbox/hub88/Hub88Session"
import { describe, expect, it } from "@effect/vitest"
import { Clock, Effect, HashMap, Logger } from "effect"
import { grace, lifetime, makeToken } from "../src/internal/launch/PlaySession.js"
import { aurora, bearerOf, borealis, krw, makeWorld, slot, type World } from "./support/World.js"

const betOf = (seat: Seat, changes: Fields = {}): string =>
  bodyOf({
    user: seat.user,
    token: seat.token,
    game_code: seat.game,
    transaction_uuid: randomUUID(),
    request_uuid: randomUUID(),
    round: randomUUID(),
    round_closed: false,
    amount: 100_000n,
    currency: seat.currency,
    ...changes
  })

/** A world in which one player of aurora has sat down. */
const seated = Effect.gen(function* () {
  const world = yield* makeWorld
  const { callbackUrl } = yield* world.connect(aurora)
  const other = yield* world.connect(borealis)
  const player = yield* world.newPlayer(aurora, "100")
  const session = yield* world.sit(player)
  const client = yield* world.provider.client("operator-of-aurora")
  yield* world.takeCalls
  return { world, callbackUrl, otherCallbackUrl: other.callbackUrl, player, session, client, seat: session.seat }
})

const refusedAsForged = (world: World, event: string, status: string | undefined) =>
  Effect.gen(function* () {
    expect(status).toBe("RS_ERROR_INVALID_SIGNATURE")
    expect(yield* world.takeCalls).toEqual([])
    expect(yield* world.securityEvents).toEqual([event])
  })

describe("a callback that is not the provider's", () => {
  it.scopedLive("reaches no wallet without a signature", () =>
    Effect.gen(function* () {
      const { client, seat, world } = yield* seated
      const { answer } = yield* client.raw("transaction/bet", betOf(seat), null)
      yield* refusedAsForged(world, "bad-signature", answer.status)
    })
  )

  it.scopedLive.each(["", "AAAA", "not base64 !", "A".repeat(344)])(
    "reaches no wallet with the signature %j",
    (signature) =>
      Effect.gen(function* () {
        const { client, seat, world } = yield* seated
        const { answer } = yield* client.raw("transaction/bet", betOf(seat), signature)
        yield* refusedAsForged(world, "bad-signature", answer.status)
      })
  )

  it.scopedLive("reaches no wallet when a single byte of it was changed after signing", () =>
    Effect.gen(function* () {
      const { client, seat, world } = yield* seated
      const body = betOf(seat)
      const { answer } = yield* client.raw(
        "transaction/bet",
        body.replace("100000", "100001"),
        world.provider.keys.sign(body)
      )
      yield* refusedAsForged(world, "bad-signature", answer.status)
    })
  )

  it.scopedLive("reaches no wallet when it has another party's signature", () =>
    Effect.gen(function* () {
      const { callbackUrl, seat, world } = yield* seated
      const forger = yield* makeClient({ callbackUrl, keys: Hub88Keys.generate() })
      const { answer } = yield* forger.raw("transaction/bet", betOf(seat))
      yield* refusedAsForged(world, "bad-signature", answer.status)
    })
  )

  it.scopedLive("reaches no wallet on a path that no credential has, nor on one that has ended", () =>
    Effect.gen(function* () {
      const { callbackUrl, seat, world } = yield* seated
      const unknown = yield* makeClient({ callbackUrl: `${callbackUrl}x`, keys: world.provider.keys })
      expect((yield* unknown.raw("transaction/bet", betOf(seat))).answer.status).toBe("RS_ERROR_INVALID_PARTNER")
      const id = callbackUrl.slice(callbackUrl.lastIndexOf("/") + 1)
      yield* world.games.endCredential(aurora, "hub88", id, yield* Clock.currentTimeMillis)
      const ended = yield* makeClient({ callbackUrl, keys: world.provider.keys })
      expect((yield* ended.raw("transaction/bet", betOf(seat))).answer.status).toBe("RS_ERROR_INVALID_PARTNER")
      expect(yield* world.takeCalls).toEqual([])
    })
  )
})

describe("a rightly signed callback", () => {
  it.scopedLive("moves no money of another brand than its credential's: the account's prefix must agree", () =>
    Effect.gen(function* () {
      const { otherCallbackUrl, seat, world } = yield* seated
      const client = yield* makeClient({ callbackUrl: otherCallbackUrl, keys: world.provider.keys })
      const asked = bodyOf({ user: seat.user, token: seat.token, game_code: seat.game, request_uuid: "r" })
      for (const [call, body] of [
        ["transaction/bet", betOf(seat)],
        ["user/balance", asked]
      ] as const) {
        const { answer } = yield* client.raw(call, body)
        expect(answer.status).toBe("RS_ERROR_INVALID_SIGNATURE")
      }
      expect(yield* world.takeCalls).toEqual([])
      expect(yield* world.securityEvents).toEqual(["foreign-account", "foreign-account"])
    })
  )

  it.scopedLive("moves no money of another player than its session's, for wins and rollbacks either", () =>
    Effect.gen(function* () {
      const { client, player, seat, world } = yield* seated
      const victim = yield* world.newPlayer(aurora, "50")
      yield* world.sit(victim)
      yield* world.takeCalls
      const user = OutboundAccount.make(aurora, victim.code)
      expect(victim.player).not.toBe(player.player)
      const reference = { reference_transaction_uuid: randomUUID() }
      for (const [call, changes] of [
        ["transaction/bet", {}],
        ["transaction/win", reference],
        ["transaction/rollback", { ...reference, amount: undefined, currency: undefined }]
      ] as const) {
        const { answer } = yield* client.raw(call, betOf(seat, { user, ...changes }))
        expect(answer.status).toBe("RS_ERROR_INVALID_SIGNATURE")
      }
      expect(yield* world.takeCalls).toEqual([])
      expect(new Set(yield* world.securityEvents)).toEqual(new Set(["foreign-session"]))
    })
  )

  it.scopedLive("moves no money with a live session of another brand", () =>
    Effect.gen(function* () {
      const { client, seat, world } = yield* seated
      const elsewhere = yield* world.sit(yield* world.newPlayer(borealis, "10"))
      yield* world.takeCalls
      const { answer } = yield* client.raw("transaction/bet", betOf(seat, { token: elsewhere.seat.token }))
      yield* refusedAsForged(world, "foreign-session", answer.status)
    })
  )

  it.scopedLive("is refused for an account that never launched a game", () =>
    Effect.gen(function* () {
      const { client, seat, world } = yield* seated
      const stranger = yield* world.newPlayer(aurora, "10")
      yield* world.takeCalls
      for (const user of [OutboundAccount.make(aurora, stranger.code), "nobody", "aurora_", "AURORA_abcdefghij"]) {
        const { answer } = yield* client.raw("transaction/bet", betOf(seat, { user, token: makeToken(aurora) }))
        expect(answer.status).toBe("RS_ERROR_INVALID_TOKEN")
      }
      expect(yield* world.takeCalls).toEqual([])
    })
  )

  /** A session of the seated player that ended this many milliseconds ago. */
  const endedSession = (world: World, { brand, code, player, session }: PlayerPrincipal, ago: number) =>
    Effect.gen(function* () {
      const token = makeToken(brand)
      const expiresAt = (yield* Clock.currentTimeMillis) - ago
      yield* world.sessions.open(code, token, {
        brand,
        player,
        currency: krw,
        provider: "hub88",
        game: slot.code,
        parent: session,
        openedAt: expiresAt - lifetime,
        expiresAt
      })
      return token
    })

  it.scopedLive("needs a live token for a bet and for the balance, and none for a win or a rollback", () =>
    Effect.gen(function* () {
      const { client, player, seat, session, world } = yield* seated
      const token = yield* endedSession(world, player, grace + 1)
      const bet = yield* session.bet({ amount: "1" })
      const dead = yield* world.provider.seat("operator-of-aurora", { ...seat, token })
      expect((yield* dead.bet({ amount: "1" })).exchange.answer.status).toBe("RS_ERROR_TOKEN_EXPIRED")
      expect((yield* dead.balance).answer.status).toBe("RS_ERROR_TOKEN_EXPIRED")
      const unknown = yield* client.raw("transaction/bet", betOf(seat, { token: makeToken(aurora) }))
      expect(unknown.answer.status).toBe("RS_ERROR_INVALID_TOKEN")
      const win = yield* dead.win({ amount: "2", bet: bet.id, round: bet.round })
      expect(win.exchange.answer).toMatchObject({ status: "RS_OK", balance: 10_100_000n })
      const rollback = yield* dead.rollback({ of: bet.id, round: bet.round })
      expect(rollback.exchange.answer).toMatchObject({ status: "RS_OK", balance: 10_200_000n })
    })
  )

  it.scopedLive(
    "gets the answer of a bet that was placed just before its session ended, when it is repeated just after",
    () =>
      Effect.gen(function* () {
        const { player, seat, world } = yield* seated
        const token = yield* endedSession(world, player, grace / 2)
        const late = yield* world.provider.seat("operator-of-aurora", { ...seat, token })
        const bet = yield* late.bet({ amount: "1" })
        expect(bet.taken).toBe(true)
        expect((yield* late.repeat(bet)).text).toBe(bet.exchange.text)
      })
  )
})

describe("what is logged about callbacks", () => {
  it.scopedLive("names credential and account, and never a token, a signature or a key", () =>
    Effect.gen(function* () {
      const lines: Array<string> = []
      const logger = Logger.make(({ annotations, cause, message }) => {
        lines.push(JSON.stringify([message, [...HashMap.toEntries(annotations)], String(cause)]))
      })
      yield* Effect.gen(function* () {
        const { client, otherCallbackUrl, player, seat, world } = yield* seated
        const elsewhere = yield* makeClient({ callbackUrl: otherCallbackUrl, keys: world.provider.keys })
        const signature = world.provider.keys.sign("something")
        yield* client.raw("transaction/bet", betOf(seat), signature)
        yield* elsewhere.raw("transaction/bet", betOf(seat))
        yield* world.breakWallet(Effect.dieMessage("the wallet broke"))
        yield* client.raw("transaction/bet", betOf(seat))
        yield* world.http.request("POST", "/api/game/games/hub88/none/launch", { headers: bearerOf(player), body: {} })
        const text = lines.join("\n")
        expect(text).toContain("bad-signature")
        expect(text).toContain("foreign-account")
        expect(text).toContain("the wallet broke")
        expect(text).toContain(seat.user)
        for (const secret of [seat.token, signature, "PRIVATE KEY"]) expect(text).not.toContain(secret)
      }).pipe(Effect.provide(Logger.replace(Logger.defaultLogger, logger)))
    })
  )
})
