import { randomUUID } from "node:crypto"
import { hub88Policy } from "@croupier/game/hub88/hub88Policy"
import { describe, expect, it } from "@effect/vitest"
import { Clock, Effect } from "effect"
import { grace, lifetime, makeToken } from "../src/internal/launch/PlaySession.js"
import { aurora, krw, makeWorld, slot } from "./support/World.js"

const { cases } = hub88Policy

const playing = Effect.gen(function* () {
  const world = yield* makeWorld
  yield* world.connect(aurora)
  const player = yield* world.newPlayer(aurora, "10")
  return { world, player, session: yield* world.sit(player) }
})

describe("cells of the hub88 policy that 90 orders do not reach", () => {
  it.scopedLive("second rollback under another id: nothing moves", () =>
    Effect.gen(function* () {
      const { session } = yield* playing
      const bet = yield* session.bet({ amount: "4" })
      const first = yield* session.rollback({ of: bet.id, round: bet.round })
      const second = yield* session.rollback({ of: bet.id, round: bet.round })
      expect(second.id).not.toBe(first.id)
      expect(second.exchange.answer).toMatchObject({ status: cases["second-rollback"].answer, balance: 1_000_000n })
      const unknown = randomUUID()
      for (let time = 0; time < 2; time++) {
        const { exchange } = yield* session.rollback({ of: unknown, round: "r" })
        expect(exchange.answer).toMatchObject({ status: cases["second-rollback"].answer, balance: 1_000_000n })
      }
    })
  )

  it.scopedLive("a rollback may carry the id of what it rolls back", () =>
    Effect.gen(function* () {
      const { session } = yield* playing
      const bet = yield* session.bet({ amount: "4" })
      const { exchange } = yield* session.rollback({ id: bet.id, of: bet.id, round: bet.round })
      expect(exchange.answer).toMatchObject({ status: "RS_OK", balance: 1_000_000n })
    })
  )

  it.scopedLive("reversal of a win that was spent: the player owes the rest, and the round is listed for review", () =>
    Effect.gen(function* () {
      const { player, session, world } = yield* playing
      const bet = yield* session.bet({ amount: "4" })
      const win = yield* session.win({ amount: "20", bet: bet.id, round: bet.round })
      yield* session.bet({ amount: "25" })
      const back = yield* session.rollback({ of: win.id, round: bet.round })
      expect(cases["short-reversal"].effect).toBe("debt")
      expect(back.exchange.answer).toMatchObject({ status: cases["short-reversal"].answer, balance: 0n })
      expect(yield* world.wallet.balance(aurora, player.player)).toMatchObject({ cash: 0n, debt: 19_000_000n })
    })
  )

  it.scopedLive("rollback of a bet while its win stays: a person gets to see the round", () =>
    Effect.gen(function* () {
      const { player, session, world } = yield* playing
      const bet = yield* session.bet({ amount: "4" })
      yield* session.win({ amount: "5", bet: bet.id, round: bet.round })
      const { exchange } = yield* session.rollback({ of: bet.id, round: bet.round })
      expect(exchange.answer).toMatchObject({ status: cases["rollback-after-win"].answer, balance: 1_500_000n })
      expect((yield* world.games.round(player, "hub88", bet.round)).review).toBe(true)
    })
  )

  it.scopedLive(
    "win that names a bet of another player, of another round, or a win: not found, and nothing moves",
    () =>
      Effect.gen(function* () {
        const { player, session, world } = yield* playing
        const other = yield* world.newPlayer(aurora, "10")
        const elsewhere = yield* (yield* world.sit(other)).bet({ amount: "1" })
        const bet = yield* session.bet({ amount: "1" })
        const win = yield* session.win({ amount: "2", bet: bet.id, round: bet.round })
        const another = yield* session.bet({ amount: "1" })
        for (const [named, round] of [
          [elsewhere.id, elsewhere.round],
          [elsewhere.id, bet.round],
          [another.id, bet.round],
          [win.id, bet.round],
          [randomUUID(), bet.round]
        ] as const) {
          const refused = yield* session.win({ amount: "5", bet: named, round })
          expect(refused.exchange.answer.status).toBe(cases["win-of-another"].answer)
        }
        expect(cases["win-of-another"].answer).toBe(cases["win-without-bet"].answer)
        expect(yield* world.wallet.balance(aurora, player.player)).toMatchObject({ cash: 10_000_000n })
        const repeated = yield* session.win({ id: win.id, amount: "2", bet: another.id, round: bet.round })
        expect(repeated.exchange.answer.status).toBe(cases["other-content"].answer)
      })
  )

  it.scopedLive("rollback that names another round: the bet is reversed in its own round", () =>
    Effect.gen(function* () {
      const { player, session, world } = yield* playing
      const bet = yield* session.bet({ amount: "4" })
      const back = yield* session.rollback({ of: bet.id, round: randomUUID(), closesRound: true })
      expect(back.exchange.answer).toMatchObject({
        status: cases["rollback-in-other-round"].answer,
        balance: 1_000_000n
      })
      const round = yield* world.games.round(player, "hub88", bet.round)
      expect(round).toMatchObject({ status: "closed", stakeCash: 0n })
    })
  )

  it.scopedLive("rollback of another player's bet: not found, and no money moves", () =>
    Effect.gen(function* () {
      const { session, world } = yield* playing
      const other = yield* world.newPlayer(aurora, "10")
      const bet = yield* (yield* world.sit(other)).bet({ amount: "4" })
      const back = yield* session.rollback({ of: bet.id, round: bet.round })
      expect(back.exchange.answer.status).toBe(cases["rollback-of-another"].answer)
      expect(yield* world.wallet.balance(aurora, other.player)).toMatchObject({ cash: 6_000_000n })
    })
  )

  it.scopedLive("bet on a closed round: refused, and nothing moves", () =>
    Effect.gen(function* () {
      const { session } = yield* playing
      const bet = yield* session.bet({ amount: "1", closesRound: true })
      const { exchange } = yield* session.bet({ amount: "1", round: bet.round })
      expect(exchange.answer).toMatchObject({ status: cases["closed-round"].answer, balance: 900_000n })
    })
  )

  it.scopedLive("bet that was applied and rolled back, repeated: the first answer", () =>
    Effect.gen(function* () {
      const { session } = yield* playing
      const bet = yield* session.bet({ amount: "1" })
      yield* session.rollback({ of: bet.id, round: bet.round })
      expect(cases["repeat-after-rollback"].answer).toBe("stored")
      expect((yield* session.repeat(bet)).text).toBe(bet.exchange.text)
    })
  )

  /** A session of the player that ended long ago. */
  const dead = ({ player, session, world }: Effect.Effect.Success<typeof playing>) =>
    Effect.gen(function* () {
      const token = makeToken(aurora)
      const expiresAt = (yield* Clock.currentTimeMillis) - grace - 1
      const openedAt = expiresAt - lifetime
      const opened = {
        brand: aurora,
        player: player.player,
        currency: krw,
        provider: "hub88",
        game: slot.code,
        parent: player.session,
        openedAt,
        expiresAt
      }
      yield* world.sessions.open(player.code, token, opened)
      return yield* world.provider.seat("operator-of-aurora", { ...session.seat, token })
    })

  const promotion = { is_supplier_promo: true } as const

  it.scopedLive(
    "a supplier's promotion: taken with a dead token, in a closed round, past every block, limit and play state",
    () =>
      Effect.gen(function* () {
        const table = yield* playing
        const { player, session, world } = table
        const closed = yield* session.bet({ amount: "1", closesRound: true })
        const actor = { kind: "operator", id: "test" } as const
        const block = { source: "exclusion", reason: "excluded", author: actor, until: null } as const
        const scopes = ["login", "deposit", "bet", "withdraw", "bonus"] as const
        yield* world.wallet.post({
          _tag: "gate",
          brand: aurora,
          wallet: player.player,
          key: "request/gate/1" as never,
          actor,
          change: {
            set: scopes.map((scope) => ({ ...block, scope })),
            clear: [],
            limits: [{ kind: "stake", period: "day", amount: 0n as never }]
          }
        })
        yield* world.games.setPlayState(aurora, {}, "closed")
        const late = yield* dead(table)
        for (const [game_code, round] of [
          [slot.code, closed.round],
          [slot.code, randomUUID()],
          ["hub_none", randomUUID()]
        ] as const) {
          const bet = yield* late.bet({ amount: "0", round, with: { ...promotion, game_code } })
          const win = yield* late.win({ amount: "3", bet: bet.id, round, promo: true, with: { game_code } })
          for (const { exchange } of [bet, win]) expect(exchange.answer.status).toBe(cases.promotion.answer)
          expect((yield* late.repeat(bet)).text).toBe(bet.exchange.text)
          expect((yield* late.repeat(win)).text).toBe(win.exchange.text)
        }
        expect(yield* world.wallet.balance(aurora, player.player)).toMatchObject({ cash: 18_000_000n })
        const stake = yield* late.bet({ amount: "1", with: promotion })
        expect(stake.exchange.answer.status).toBe("RS_ERROR_WRONG_SYNTAX")
        expect((yield* late.bet({ amount: "0" })).exchange.answer.status).toBe("RS_ERROR_USER_DISABLED")
      })
  )

  it.scopedLive(
    "same id, same content: the first answer, also when the session has ended and whatever flags change",
    () =>
      Effect.gen(function* () {
        const table = yield* playing
        const { session } = table
        const bet = yield* session.bet({ amount: "2" })
        const free = yield* session.bet({ amount: "5", free: true, round: bet.round })
        const late = yield* dead(table)
        const request_uuid = "the-first"
        const again = (order: { readonly id: string; readonly amount: string; readonly free?: boolean }) =>
          late.bet({ ...order, round: bet.round, closesRound: true, with: { request_uuid } })
        expect((yield* again({ id: bet.id, amount: "2" })).exchange.answer).toMatchObject({
          status: "RS_OK",
          balance: 800_000n
        })
        expect((yield* again({ id: free.id, amount: "5", free: true })).taken).toBe(true)
        for (const other of [
          { id: bet.id, amount: "3" },
          { id: free.id, amount: "6", free: true },
          { id: free.id, amount: "5" }
        ]) {
          expect((yield* again(other)).exchange.answer.status).toBe(cases["other-content"].answer)
        }
        expect((yield* again({ id: randomUUID(), amount: "2" })).exchange.answer.status).toBe("RS_ERROR_TOKEN_EXPIRED")
      })
  )
})
