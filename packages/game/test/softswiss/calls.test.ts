import { randomUUID } from "node:crypto"
import { Amount } from "@croupier/core/Amount"
import { uuidv7 } from "@croupier/core/Ids"
import { codeOf } from "@croupier/sandbox/softswiss/SoftswissWire"
import { WalletUnavailable } from "@croupier/wallet/contract"
import { violations } from "@croupier/wallet/testing/MemoryBooks"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Ref } from "effect"
import { atWheel, one, wheel } from "../support/SoftswissWorld.js"
import { aurora } from "../support/World.js"

describe("a softswiss batch", () => {
  it.scopedLive("is carried out in order, and answered with ids of ours and amounts in all display digits", () =>
    Effect.gen(function* () {
      const { session, world } = yield* atWheel
      const batch = yield* session.betwin({
        transactions: [
          { type: "bet", amount: "100" },
          { type: "win", amount: "30.5" },
          { type: "bet", amount: "30.499999" },
          { type: "win", amount: "0.10" }
        ]
      })
      const { answer } = batch.exchange
      expect(answer).toMatchObject({ balance: "0.10", roundId: expect.stringMatching(/^[0-9a-f-]{36}$/) })
      expect(answer.transactions?.map((each) => [each.id_provider, each.bonus_amount])).toEqual(
        batch.ids.map((id) => [id, "0.00"])
      )
      expect(new Set(answer.transactions?.map(({ id }) => id)).size).toBe(4)
      const later = yield* session.betwin({ ...one("win", "1"), round: batch.round })
      expect(later.exchange.answer.roundId).toBe(answer.roundId)
      expect(violations(world.ledger)).toEqual([])
    })
  )

  it.scopedLive("has one effect and one answer when it comes 20 times at once", () =>
    Effect.gen(function* () {
      const { body, client, session } = yield* atWheel
      const batch = body({
        finished: true,
        transactions: [
          { id_provider: "t-1", type: "bet", amount: "60" },
          { id_provider: "t-2", type: "win", amount: "7" }
        ]
      })
      const calls = Array.from({ length: 20 }, () => client.raw("betwin", batch))
      const answers = yield* Effect.all(calls, { concurrency: "unbounded" })
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
      expect((yield* session.balance).answer.balance).toBe("47.00")
    })
  )

  it.scopedLive("moves nothing when a part is refused, and answers the balance before it", () =>
    Effect.gen(function* () {
      const { session, world } = yield* atWheel
      const order = {
        transactions: [
          { type: "bet", amount: "60", id: randomUUID() },
          { type: "bet", amount: "60", id: randomUUID() },
          { type: "win", amount: "500", id: randomUUID() }
        ],
        round: randomUUID()
      } as const
      const refused = yield* session.betwin(order)
      expect(refused.exchange).toMatchObject({
        attempt: 1,
        httpStatus: 400,
        answer: { code: "invalid_argument", apiCode: "100", balance: "100.00" }
      })
      expect((yield* session.balance).answer.balance).toBe("100.00")
      yield* session.betwin(one("win", "20"))
      expect((yield* session.betwin(order)).exchange.answer.balance).toBe("500.00")
      expect(violations(world.ledger)).toEqual([])
    })
  )

  it.scopedLive("answers which part of a stake was bonus money", () =>
    Effect.gen(function* () {
      const { player, session, world } = yield* atWheel
      yield* world.wallet.post({
        _tag: "bonus-grant",
        brand: aurora,
        wallet: player.player,
        key: "request/grant/1" as never,
        actor: { kind: "operator", id: "test" },
        currency: "EUR" as never,
        amount: Amount.make(50_000_000n),
        grant: uuidv7(0),
        maxBet: Amount.make(120_000_000n),
        maxCashOut: null,
        expiresAt: null,
        excludedGames: []
      })
      const bet = yield* session.betwin(one("bet", "110"))
      expect(bet.exchange.answer).toMatchObject({ balance: "40.00", transactions: [{ bonus_amount: "10.00" }] })
      const over = yield* session.betwin(one("bet", "120.01"))
      expect(over.exchange).toMatchObject({ attempt: 1, answer: { apiCode: "106", balance: "40.00" } })
    })
  )

  it.scopedLive("over the player's limit is refused with the player's balance", () =>
    Effect.gen(function* () {
      const { player, session, world } = yield* atWheel
      const actor = { kind: "operator", id: "test" } as const
      yield* world.wallet.post({
        _tag: "gate",
        brand: aurora,
        wallet: player.player,
        key: "request/gate/1" as never,
        actor,
        change: { set: [], clear: [], limits: [{ kind: "stake", period: "day", amount: Amount.make(5_000_000n) }] }
      })
      expect((yield* session.betwin(one("bet", "5.01"))).exchange).toMatchObject({
        attempt: 1,
        answer: { apiCode: "105", balance: "100.00" }
      })
    })
  )

  it.scopedLive("closes its round where it is marked as final; a finish does too, once or twice", () =>
    Effect.gen(function* () {
      const { player, session, world } = yield* atWheel
      const status = (round: string) =>
        Effect.map(world.games.round(player, "softswiss", round), ({ status }) => status)
      const first = yield* session.betwin({ ...one("bet", "1"), finished: true })
      expect(yield* status(first.round)).toBe("closed")
      expect((yield* session.finish(first.round)).answer.balance).toBe("99.00")
      const second = yield* session.betwin(one("bet", "1"))
      expect(yield* status(second.round)).toBe("open")
      for (let time = 0; time < 2; time++) expect(codeOf(yield* session.finish(second.round))).toBe("200")
      expect(yield* status(second.round)).toBe("closed")
      const long = yield* session.betwin({ ...one("bet", "1"), round: "円".repeat(255) })
      expect(codeOf(yield* session.finish(long.round))).toBe("200")
    })
  )

  it.scopedLive("is refused where no bets are taken and in unknown games; wins are paid there", () =>
    Effect.gen(function* () {
      const { session, world } = yield* atWheel
      const elsewhere = { game_id: "acme:None" }
      expect((yield* session.betwin({ ...one("bet", "1"), with: elsewhere })).exchange.answer.apiCode).toBe("405")
      expect((yield* session.betwin({ ...one("win", "1"), with: elsewhere })).taken).toBe(true)
      yield* world.games.setPlayState(aurora, { provider: "softswiss", code: wheel.code }, "no-new-bets")
      expect((yield* session.betwin(one("bet", "1"))).exchange.answer.apiCode).toBe("405")
      expect((yield* session.betwin(one("win", "1"))).taken).toBe(true)
    })
  )

  it.scopedLive("is repeated while the wallet is in trouble, and then has its effect once", () =>
    Effect.gen(function* () {
      const { session, world } = yield* atWheel
      const left = yield* Ref.make(2)
      const lost = new WalletUnavailable({ outcome: "unknown", detail: "the connection was lost" })
      yield* world.breakWallet(
        Effect.flatMap(
          Ref.getAndUpdate(left, (n) => n - 1),
          (n) => (n > 0 ? Effect.fail(lost) : Effect.void)
        )
      )
      const bet = yield* session.betwin(one("bet", "1"))
      expect(bet.exchange).toMatchObject({ attempt: 3, httpStatus: 200, answer: { balance: "99.00" } })
      yield* world.breakWallet(Effect.dieMessage("a defect"))
      const broken = yield* session.repeat(bet.exchange)
      expect(broken).toMatchObject({ httpStatus: 500, answer: { code: "internal", apiCode: "500" } })
    })
  )
})
