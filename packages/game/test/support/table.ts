import type { BrandKey } from "@croupier/core/Brand"
import type { Table } from "@croupier/game/testing/orders"
import * as Hub88Triple from "@croupier/sandbox/hub88/Hub88Triple"
import { Effect } from "effect"
import { countOf, type World } from "./World.js"

/** A new player with 10, about to bet 2.5 and to win 7.0005, at a provider that calls over HTTP with valid signatures. */
export const sitAtTable = (world: World, brand: BrandKey): Effect.Effect<Table> =>
  Effect.gen(function* () {
    const player = yield* world.newPlayer(brand, "10")
    const session = yield* world.sit(player)
    const balance = Effect.map(Effect.orDie(world.wallet.balance(brand, player.player)), ({ bonus, cash }) =>
      countOf(cash + bonus)
    )
    return { ...Hub88Triple.make(session, { stake: "2.5", payout: "7.0005" }), balance }
  }).pipe(Effect.orDie)
