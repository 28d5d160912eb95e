import { hub88Policy } from "@croupier/game/hub88/hub88Policy"
import { checkEveryOrder, everyOrder } from "@croupier/game/testing/orders"
import { violations } from "@croupier/wallet/testing/MemoryBooks"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { sitAtTable } from "./support/table.js"
import { aurora, makeWorld } from "./support/World.js"

describe("bet, win and rollback of one round over hub88", () => {
  it("arrive in 90 different orders when each is sent twice", () => {
    expect(new Set(everyOrder.map((order) => order.join(" "))).size).toBe(90)
  })

  it.scopedLive("are answered as the policy says, and end at its balance, in whatever order they arrive", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld
      yield* world.connect(aurora)
      const lines = yield* checkEveryOrder(
        hub88Policy,
        { start: 1_000_000n, stake: 250_000n, payout: 700_050n },
        sitAtTable(world, aurora)
      )
      expect(lines).toEqual([])
      expect(violations(world.ledger)).toEqual([])
    })
  )
})
