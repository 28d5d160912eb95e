import type { KeyRing } from "@croupier/core/auth/KeyRing"
import type { Revocations } from "@croupier/core/auth/Revocations"
import type { BrandKey } from "@croupier/core/Brand"
import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import type { Notifier } from "@croupier/core/events/Notifier"
import { outsideTransactions } from "@croupier/core/postgres/outsideTransactions"
import { stamp } from "@croupier/core/worker/Loop"
import type * as SqlClient from "@effect/sql/SqlClient"
import { Context, Effect, Either, Layer } from "effect"
import type { ExclusionRegister } from "./contract/ExclusionRegister.js"
import type { PlayGate } from "./contract/PlayGate.js"
import { PlayersUnavailable } from "./contract/Problems.js"
import { applyDue } from "./internal/account/limits.js"
import { spread } from "./internal/exclusions/exclude.js"
import { confirmGate } from "./internal/registration/confirmGate.js"
import { PlayerStore } from "./internal/store/PlayerStore.js"
import * as PlayerStoreSql from "./internal/store/PlayerStoreSql.js"

/**
 * Periodic maintenance. Each is one bounded, idempotent tick over all brands that answers
 * how many players it took; several processes may run it at once.
 */
export class PlayerMaintenance extends Context.Tag("@croupier/player/PlayerMaintenance")<
  PlayerMaintenance,
  {
    /** Tells gates what a crash or an outage kept from them. */
    readonly confirmGates: Effect.Effect<number, PlayersUnavailable>
    /** Applies raised and removed limits after their waiting time. */
    readonly applyDueLimits: Effect.Effect<number, PlayersUnavailable>
    /** Completes exclusions on all brands of a licence that a crash left on some of them only. */
    readonly spreadExclusions: Effect.Effect<number, PlayersUnavailable>
  }
>() {}

/** What the ticks ask of their surroundings. */
type Needs = BrandDirectory | ExclusionRegister | KeyRing | PlayGate | PlayerStore

/** The ticks over a store. */
export const layer: Layer.Layer<PlayerMaintenance, never, Needs> = Layer.effect(
  PlayerMaintenance,
  Effect.map(Effect.context<Needs>(), (needs) =>
    outsideTransactions("PlayerMaintenance", { confirmGates, applyDueLimits, spreadExclusions }, needs)
  )
)

/** The ticks on Postgres. */
export const layerSql: Layer.Layer<
  PlayerMaintenance,
  never,
  BrandDirectory | ExclusionRegister | KeyRing | PlayGate | Revocations | SqlClient.SqlClient | Notifier
> = Layer.provide(layer, PlayerStoreSql.layerSql)

/** Players of a brand that one tick takes at most. */
const most = 100

/** After this many failures in a row the brand waits for the next tick. */
const mostFailures = 10

const overBrands = <A, R, S>(
  find: (brand: BrandKey) => Effect.Effect<ReadonlyArray<A>, PlayersUnavailable, R>,
  act: (brand: BrandKey, item: A) => Effect.Effect<void, PlayersUnavailable, S>
) =>
  Effect.gen(function* () {
    const brands = yield* (yield* BrandDirectory).brands
    let count = 0
    let last: PlayersUnavailable | undefined
    for (const { key } of brands) {
      let failures = 0
      for (const item of yield* find(key)) {
        // One player that fails or hangs must not hold up the others; an outage fails for many in a row.
        const done = yield* act(key, item).pipe(
          Effect.timeoutFail({ duration: "4 seconds", onTimeout: tooSlow }),
          Effect.as(1),
          Effect.catchAllDefect((defect) =>
            Effect.as(Effect.logError(`maintenance of a player of brand ${key} failed`, item, defect), 0)
          ),
          Effect.either
        )
        yield* stamp
        count += Either.getOrElse(done, () => 0)
        failures = Either.isLeft(done) ? failures + 1 : 0
        if (Either.isLeft(done)) last = done.left
        if (failures === mostFailures) break
      }
    }
    return last === undefined ? count : yield* last
  })

const tooSlow = () => new PlayersUnavailable({ outcome: "unknown", detail: "It did not complete in time." })

const confirmGates = overBrands(
  (brand) => Effect.flatMap(PlayerStore, (store) => store.unconfirmed(brand, most)),
  (brand, player) => confirmGate({ brand, player })
).pipe(Effect.withSpan("PlayerMaintenance.confirmGates"))

const applyDueLimits = overBrands(
  (brand) => Effect.flatMap(PlayerStore, (store) => store.limitsDue(brand, most)),
  (brand, player) => applyDue({ brand, player })
).pipe(Effect.withSpan("PlayerMaintenance.applyDueLimits"))

const spreadExclusions = overBrands(
  (brand) => Effect.flatMap(PlayerStore, (store) => store.spreading(brand, most)),
  (brand, { exclusion, player }) => Effect.catchTag(spread({ brand, player }, exclusion), "PlayerNotFound", Effect.die)
).pipe(Effect.withSpan("PlayerMaintenance.spreadExclusions"))
