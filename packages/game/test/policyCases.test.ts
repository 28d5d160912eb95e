import { randomUUID } from "node:crypto"
import { hub88Policy } from "@croupier/game/hub88/hub88Policy"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { aurora, makeWorld } from "./support/World.js"

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

  it.scopedLive("reversal of a win that was spent: the player owes the rest, and his round is listed for review", () =>
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

  it.scopedLive("rollback of a bet whose win stays: a person gets to see the round", () =>
    Effect.gen(function* () {
      const { player, session, world } = yield* playing
      const bet = yield* session.bet({ amount: "4" })
      yield* session.win({ amount: "5", bet: bet.id, round: bet.round })
      const { exchange } = yield* session.rollback({ of: bet.id, round: bet.round })
      expect(exchange.answer).toMatchObject({ status: cases["rollback-after-win"].answer, balance: 1_500_000n })
      expect((yield* world.games.round(player, "hub88", bet.round)).review).toBe(true)
    })
  )
})
