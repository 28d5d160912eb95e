import type { KeyRing } from "@croupier/core/auth/KeyRing"
import type { Revocations } from "@croupier/core/auth/Revocations"
import type { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import { overBrands } from "@croupier/core/domain/overBrands"
import type { Notifier } from "@croupier/core/events/Notifier"
import { outsideTransactions } from "@croupier/core/postgres/outsideTransactions"
import type * as SqlClient from "@effect/sql/SqlClient"
import { Context, Effect, Layer } from "effect"
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

const eachOfBrands = overBrands({
  name: "maintenance of a player",
  tooSlow: () => new PlayersUnavailable({ outcome: "unknown", detail: "It did not complete in time." })
})

const confirmGates = eachOfBrands(
  (brand) => Effect.flatMap(PlayerStore, (store) => store.unconfirmed(brand, most)),
  (brand, player) => confirmGate({ brand, player })
).pipe(Effect.withSpan("PlayerMaintenance.confirmGates"))

const applyDueLimits = eachOfBrands(
  (brand) => Effect.flatMap(PlayerStore, (store) => store.limitsDue(brand, most)),
  (brand, player) => applyDue({ brand, player })
).pipe(Effect.withSpan("PlayerMaintenance.applyDueLimits"))

const spreadExclusions = eachOfBrands(
  (brand) => Effect.flatMap(PlayerStore, (store) => store.spreading(brand, most)),
  (brand, { exclusion, player }) => Effect.catchTag(spread({ brand, player }, exclusion), "PlayerNotFound", Effect.die)
).pipe(Effect.withSpan("PlayerMaintenance.spreadExclusions"))
