import { softswissPolicy } from "@croupier/game/softswiss/softswissPolicy"
import { checkEveryOrder } from "@croupier/game/testing/orders"
import * as SoftswissTriple from "@croupier/sandbox/softswiss/SoftswissTriple"
import { violations } from "@croupier/wallet/testing/MemoryBooks"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { makeSoftswissWorld } from "../support/SoftswissWorld.js"
import { aurora } from "../support/World.js"

describe("bet, win and rollback of one round over softswiss", () => {
  it.scopedLive("are answered as the policy says, and end at its balance, in whatever order they arrive", () =>
    Effect.gen(function* () {
      const world = yield* makeSoftswissWorld
      yield* world.connect(aurora)
      const sit = Effect.orDie(
        Effect.map(world.sit(aurora, "10"), ({ player, session }) => ({
          ...SoftswissTriple.make(session, { stake: "2.50", payout: "7.01" }),
          balance: Effect.map(
            Effect.orDie(world.wallet.balance(aurora, player.player)),
            ({ bonus, cash }) => (cash + bonus) / 10_000n
          )
        }))
      )
      const lines = yield* checkEveryOrder(softswissPolicy, { start: 1000n, stake: 250n, payout: 701n }, sit)
      expect(lines).toEqual([])
      expect(violations(world.ledger)).toEqual([])
    })
  )
})
