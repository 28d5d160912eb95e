import { randomUUID } from "node:crypto"
import { bodyOf } from "@croupier/sandbox/hub88/Hub88Client"
import type { Call } from "@croupier/sandbox/hub88/Hub88Wire"
import { violations } from "@croupier/wallet/testing/MemoryBooks"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { atTable } from "./support/atTable.js"
import { aurora, eur, roulette, slot } from "./support/World.js"

const actor = { kind: "operator", id: "test" } as const

describe("hub88 calls", () => {
  it.scopedLive("say user, status, request, currency and balance, in hundred-thousandths", () =>
    Effect.gen(function* () {
      const { client, seat } = yield* atTable
      const asked = { user: seat.user, token: seat.token, game_code: seat.game, request_uuid: "r-7" }
      const expected = `{"user":"${seat.user}","status":"RS_OK","request_uuid":"r-7","currency":"KRW","balance":10000000}`
      const { httpStatus, text } = yield* client.raw("user/balance", bodyOf(asked))
      expect({ httpStatus, text }).toEqual({ httpStatus: 200, text: expected })
    })
  )

  it.scopedLive("answer what the brand discloses about a player, and no balance", () =>
    Effect.gen(function* () {
      const { client, seat, world } = yield* atTable
      const { httpStatus, text } = yield* client.raw("user/info", bodyOf({ user: seat.user, request_uuid: "r-7" }))
      expect({ httpStatus, json: JSON.parse(text) }).toEqual({
        httpStatus: 200,
        json: {
          user: seat.user,
          status: "RS_OK",
          request_uuid: "r-7",
          country: "KR",
          currency: "KRW",
          registration_date: "2026-01-31",
          jurisdiction: "MT",
          sub_partner_id: "aurora"
        }
      })
      expect(yield* world.takeCalls).toEqual([])
    })
  )

  it.scopedLive("play a round: bet, win that closes it, and both again with the very same bytes", () =>
    Effect.gen(function* () {
      const { player, session, world } = yield* atTable
      const bet = yield* session.bet({ amount: "12.5" })
      expect(bet.exchange.answer.balance).toBe(8_750_000n)
      const win = yield* session.win({ amount: "20.00001", bet: bet.id, round: bet.round, closesRound: true })
      expect(win.exchange.answer.balance).toBe(10_750_001n)
      yield* session.bet({ amount: "1" })
      expect((yield* session.repeat(bet)).text).toBe(bet.exchange.text)
      expect((yield* session.repeat(win)).text).toBe(win.exchange.text)
      const round = yield* world.games.round(player, "hub88", bet.round)
      expect(round).toMatchObject({ status: "closed", stakeCash: 12_500_000n, payoutCash: 20_000_010n })
    })
  )

  it.scopedLive("count one effect and give one answer when the same bet comes 50 times at once", () =>
    Effect.gen(function* () {
      const { body, client, session, world } = yield* atTable
      const bet = body()
      const exchanges = yield* Effect.all(
        Array.from({ length: 50 }, () => client.raw("transaction/bet", bet)),
        { concurrency: "unbounded" }
      )
      expect(new Set(exchanges.map(({ text }) => text)).size).toBe(1)
      expect(exchanges[0]!.answer).toMatchObject({ status: "RS_OK", balance: 9_900_000n })
      expect((yield* session.balance).answer.balance).toBe(9_900_000n)
      expect(violations(world.ledger)).toEqual([])
    })
  )

  const others: ReadonlyArray<readonly [what: string, call: Call, changes: Record<string, string | bigint>]> = [
    ["reference", "transaction/win", { reference_transaction_uuid: "bet-2" }],
    ["amount", "transaction/win", { amount: 200_000n }],
    ["round", "transaction/win", { round: "round-2" }],
    ["game", "transaction/win", { game_code: roulette.code }],
    ["amount", "transaction/bet", { amount: 1n }],
    ["kind", "transaction/bet", { transaction_uuid: "win-1" }]
  ]

  it.scopedLive.each(others)("refuse a known id with another %s in %s", ([, call, changes]) =>
    Effect.gen(function* () {
      const { body, client } = yield* atTable
      for (const id of ["bet-1", "bet-2"]) yield* client.raw("transaction/bet", body({ transaction_uuid: id }))
      const win = { transaction_uuid: "win-1", reference_transaction_uuid: "bet-1" }
      expect((yield* client.raw("transaction/win", body(win))).answer.status).toBe("RS_OK")
      const known = call === "transaction/win" ? win : { transaction_uuid: "bet-1" }
      const again = yield* client.raw(call, body({ ...known, ...changes }))
      expect(again.answer.status).toBe("RS_ERROR_DUPLICATE_TRANSACTION")
    })
  )

  it.scopedLive("answer the current balance when it is too low, take nothing, and accept the same id later", () =>
    Effect.gen(function* () {
      const { session } = yield* atTable
      const first = yield* session.bet({ amount: "60" })
      const id = randomUUID()
      const refused = yield* session.bet({ id, amount: "40.00001" })
      expect(refused.exchange.answer).toMatchObject({ status: "RS_ERROR_NOT_ENOUGH_MONEY", balance: 4_000_000n })
      yield* session.win({ amount: "1", bet: first.id, round: first.round })
      expect((yield* session.bet({ id, amount: "40.00001" })).taken).toBe(true)
    })
  )

  it.scopedLive("do not debit a free bet, and pay its win and a supplier's promotion", () =>
    Effect.gen(function* () {
      const { session, world } = yield* atTable
      const free = yield* session.bet({ amount: "5", free: true })
      expect(free.exchange.answer).toMatchObject({ status: "RS_OK", balance: 10_000_000n })
      const win = yield* session.win({ amount: "3", bet: free.id, round: free.round, reward: "reward-1" })
      expect(win.exchange.answer.balance).toBe(10_300_000n)
      const promo = yield* session.win({
        amount: "7",
        bet: "",
        promo: true,
        with: { reference_transaction_uuid: null }
      })
      expect(promo.exchange.answer).toMatchObject({ status: "RS_OK", balance: 11_000_000n })
      expect(violations(world.ledger)).toEqual([])
    })
  )

  it.scopedLive(
    "refuse bets in another currency, in an unknown game and where no bets are taken; wins are paid there",
    () =>
      Effect.gen(function* () {
        const { session, world } = yield* atTable
        const bet = yield* session.bet({ amount: "1" })
        const status = (changes: Record<string, string>) =>
          Effect.map(session.bet({ amount: "1", with: changes }), ({ exchange }) => exchange.answer.status)
        expect(yield* status({ currency: eur })).toBe("RS_ERROR_WRONG_CURRENCY")
        expect(yield* status({ game_code: "hub_none" })).toBe("RS_ERROR_INVALID_GAME")
        expect(yield* status({ game_code: roulette.code })).toBe("RS_OK")
        yield* world.games.setPlayState(aurora, { provider: "hub88", code: slot.code }, "no-new-bets")
        expect(yield* status({})).toBe("RS_ERROR_INVALID_GAME")
        expect((yield* session.win({ amount: "1", bet: bet.id, round: bet.round })).taken).toBe(true)
      })
  )

  it.scopedLive("refuse bets of a blocked player, and pay their wins and rollbacks", () =>
    Effect.gen(function* () {
      const { player, session, world } = yield* atTable
      const bet = yield* session.bet({ amount: "1" })
      const block = { scope: "bet", source: "operator", reason: "by hand", author: actor, until: null } as const
      yield* world.wallet.post({
        _tag: "gate",
        brand: aurora,
        wallet: player.player,
        key: "request/gate/1" as never,
        actor,
        change: { set: [block], clear: [] }
      })
      expect((yield* session.bet({ amount: "1" })).exchange.answer.status).toBe("RS_ERROR_USER_DISABLED")
      expect((yield* session.win({ amount: "1", bet: bet.id, round: bet.round })).taken).toBe(true)
      expect((yield* session.rollback({ of: bet.id, round: bet.round })).taken).toBe(true)
    })
  )
})
