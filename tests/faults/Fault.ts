import type { SqlClient } from "@effect/sql/SqlClient"
import { Effect } from "effect"
import { World } from "./World.js"

/** Something that goes wrong. It has ended when the effect has: from then on everything has to recover by itself. */
export type Fault = Effect.Effect<void, never, World | SqlClient>

/** A fault in the world of a seed. */
export const inWorld = (act: (world: World["Type"]) => Effect.Effect<unknown, never, World | SqlClient>): Fault =>
  Effect.asVoid(Effect.flatMap(World, act))

/** How long what goes wrong stays so, where nothing else says when it ends. */
export const pause = Effect.sleep("700 millis")

/** Steps one after the other. */
export const inTurn = <E, R>(...steps: ReadonlyArray<Effect.Effect<unknown, E, R>>): Effect.Effect<void, E, R> =>
  Effect.all(steps, { discard: true })

/** Eight times within about half a second. */
export const often = <R>(effect: Effect.Effect<unknown, never, R>): Effect.Effect<unknown, never, R> =>
  Effect.repeatN(Effect.zipRight(effect, Effect.sleep("50 millis")), 7)
