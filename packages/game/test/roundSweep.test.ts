import { randomUUID } from "node:crypto"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { makeSoftswissWorld } from "./support/SoftswissWorld.js"
import { makeUpkeep } from "./support/upkeep.js"
import { aurora, makeWorld } from "./support/World.js"

/** How long the policies of both providers wait for an outcome. */
const patience = 24 * 3_600_000

describe("the sweeper of rounds without an outcome", () => {
  it.scopedLive("closes a round of which both books say the same, lists every other one, and moves no money", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld
      yield* world.connect(aurora)
      const upkeep = yield* makeUpkeep(world)
      const player = yield* world.newPlayer(aurora, "100")
      const session = yield* world.sit(player)
      const [lost, unknown, unpaid, finished] = [
        yield* session.bet({ amount: "1" }),
        yield* session.bet({ amount: "2" }),
        yield* session.bet({ amount: "3" }),
        yield* session.bet({ amount: "4", closesRound: true })
      ]
      yield* world.provider.books.change((all) => [
        ...all.filter(({ round }) => round !== unknown.round),
        ...all
          .filter(({ round }) => round === unpaid.round)
          .map((item) => ({ ...item, kind: "TK_WIN" as const, transaction_uuid: randomUUID() }))
      ])
      const status = (round: string) =>
        Effect.map(world.wallet.round(aurora, player.player, "hub88", round), (found) => found?.status)
      const before = yield* world.wallet.balance(aurora, player.player)

      yield* upkeep.run("round-sweep")
      expect(yield* status(lost.round)).toBe("open")
      for (const _ of ["once", "again"]) {
        yield* upkeep.run("round-sweep", patience)
        const states = yield* Effect.forEach([lost, unknown, unpaid, finished], ({ round }) => status(round))
        expect(states).toEqual(["closed", "open", "open", "closed"])
        expect(yield* upkeep.reviews.list(aurora, 10)).toEqual([
          {
            brand: aurora,
            provider: "hub88",
            player: player.player,
            round: unknown.round,
            reason: "unknown-to-provider"
          },
          { brand: aurora, provider: "hub88", player: player.player, round: unpaid.round, reason: "differs" }
        ])
      }
      expect(yield* world.wallet.balance(aurora, player.player)).toEqual(before)
      const late = yield* session.win({ amount: "5", bet: lost.id, round: lost.round })
      expect(late.taken).toBe(true)
    })
  )

  it.scopedLive("lists the open rounds of a provider who shows no books", () =>
    Effect.gen(function* () {
      const world = yield* makeSoftswissWorld
      yield* world.connect(aurora)
      const upkeep = yield* makeUpkeep(world)
      const { player, session } = yield* world.sit(aurora, "10")
      const open = yield* session.betwin({ transactions: [{ type: "bet", amount: "1.00" }] })
      yield* session.betwin({ transactions: [{ type: "bet", amount: "1.00" }], finished: true })
      yield* upkeep.run("round-sweep", patience)
      expect(yield* upkeep.reviews.list(aurora, 10)).toEqual([
        { brand: aurora, provider: "softswiss", player: player.player, round: open.round, reason: "no-feed" }
      ])
    })
  )

  it.scopedLive("ends a round of free bets without a win, and checks one with a win once, by its win", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld
      yield* world.connect(aurora)
      const upkeep = yield* makeUpkeep(world)
      const player = yield* world.newPlayer(aurora, "100")
      const session = yield* world.sit(player)
      const lost = yield* session.bet({ amount: "1", free: true })
      yield* session.bet({ amount: "1", free: true, round: lost.round })
      const won = yield* session.bet({ amount: "1", free: true })
      yield* session.win({ amount: "2", bet: won.id, round: won.round, reward: "reward-1" })
      const promotion = yield* session.bet({ amount: "0", with: { is_supplier_promo: true } })
      const status = (round: string) =>
        Effect.map(world.wallet.round(aurora, player.player, "hub88", round), (found) => found?.status)
      expect(yield* status(lost.round)).toBe("open")
      yield* upkeep.run("round-sweep", patience)
      expect(yield* upkeep.reviews.list(aurora, 10)).toEqual([])
      expect(yield* Effect.forEach([lost, won, promotion], ({ round }) => status(round))).toEqual([
        "closed",
        "closed",
        "closed"
      ])
    })
  )
})
