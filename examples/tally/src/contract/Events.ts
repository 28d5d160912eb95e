import * as EventKind from "@croupier/core/events/EventKind"
import { Schema } from "effect"

/** Points were added to a player's tally. */
export const PointsAdded = EventKind.make({
  type: "tally.added",
  version: 1,
  about: "Points were added to a player's tally; `total` is the sum of all so far.",
  payload: Schema.Struct({ points: Schema.Int, total: Schema.Int }),
  example: { points: 5, total: 12 }
})
