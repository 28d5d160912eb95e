import { Effect } from "effect"
import { stamp } from "../worker/Loop.js"

/** Repeats a step that takes `atMost` rows until one has taken fewer, with a stamp in between. */
export const inBatches = <E, R>(
  atMost: number,
  take: (atMost: number) => Effect.Effect<number, E, R>
): Effect.Effect<void, E, R> =>
  Effect.gen(function* () {
    while ((yield* take(atMost)) === atMost) yield* stamp
  })
