import type { BrandKey } from "@croupier/core/Brand"
import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import type { PlayerId } from "@croupier/core/Ids"
import { Context, Effect } from "effect"
import { confirmGate } from "./ConfirmGate.js"
import type { PlayerRef } from "./contract/Players.js"
import type { PlayersUnavailable } from "./contract/Problems.js"
import { applyDue } from "./Limits.js"
import { PlayerStore } from "./store/PlayerStore.js"

/**
 * What has to be done now and then although nobody asks. Each is one bounded, idempotent tick over all brands that answers
 * how many players it took; several processes may run it at once.
 */
export class PlayerUpkeep extends Context.Tag("@croupier/player/PlayerUpkeep")<
  PlayerUpkeep,
  {
    /** Tells gates what a crash or an outage kept from them. */
    readonly confirmGates: Effect.Effect<number, PlayersUnavailable>
    /** Lets raised and removed limits hold whose waiting time is over. */
    readonly applyDueLimits: Effect.Effect<number, PlayersUnavailable>
  }
>() {}

/** Players of a brand that one tick takes at most. */
const most = 100

/** The tick of `confirmGates`. */
export const confirmGates = Effect.fn("PlayerUpkeep.confirmGates")(() =>
  overBrands((brand) => Effect.flatMap(PlayerStore, (store) => store.unconfirmed(brand, most)), confirmGate)
)

/** The tick of `applyDueLimits`. */
export const applyDueLimits = Effect.fn("PlayerUpkeep.applyDueLimits")(() =>
  overBrands((brand) => Effect.flatMap(PlayerStore, (store) => store.limitsDue(brand, most)), applyDue)
)

const overBrands = <R, S>(
  find: (brand: BrandKey) => Effect.Effect<ReadonlyArray<PlayerId>, PlayersUnavailable, R>,
  act: (player: PlayerRef) => Effect.Effect<void, PlayersUnavailable, S>
) =>
  Effect.gen(function* () {
    const brands = yield* (yield* BrandDirectory).brands
    let count = 0
    for (const { key } of brands) {
      const players = yield* find(key)
      for (const player of players) {
        // A player whom the gate does not understand must not hold up the others; an outage holds up everybody.
        const done = yield* act({ brand: key, player }).pipe(
          Effect.as(1),
          Effect.catchAllDefect((defect) =>
            Effect.as(Effect.logError(`the upkeep of player ${player} of brand ${key} failed`, defect), 0)
          )
        )
        count += done
      }
    }
    return count
  })
