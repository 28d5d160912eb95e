import { BrandKey } from "@croupier/core/Brand"
import { PlayerId, Uuid } from "@croupier/core/Ids"
import { Context, type Effect, Schema } from "effect"
import type { AdditionConflict, TallyUnavailable } from "./Problems.js"

/** The most points of one addition. */
export const maxPoints = 1_000_000

/** Points to add. The same `id` again changes nothing and gets the first answer. */
export const Addition = Schema.Struct({
  brand: BrandKey,
  player: PlayerId,
  id: Uuid,
  points: Schema.Int.pipe(Schema.between(1, maxPoints))
})
export type Addition = typeof Addition.Type

/** The owner of a tally. */
export const TallyRef = Schema.Struct({ brand: BrandKey, player: PlayerId })
export type TallyRef = typeof TallyRef.Type

/** Loyalty points of players. No method joins its caller's transaction. */
export class Tally extends Context.Tag("tally/Tally")<
  Tally,
  {
    /** Adds points; answers the total after them. */
    readonly add: (addition: Addition) => Effect.Effect<number, AdditionConflict | TallyUnavailable>
    /** The total, 0 for a player without points. */
    readonly total: (ref: TallyRef) => Effect.Effect<number, TallyUnavailable>
  }
>() {}
