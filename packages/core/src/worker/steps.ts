import { Effect, Exit } from "effect"
import type { Next } from "./Loop.js"

/**
 * A tick that takes `most` of what has piled up, and answers `more` where there was so much. A step that fails or does not
 * end within the loop's deadline is followed by one of half the size, down to one; a quick one doubles it again.
 */
export const steps = <E, R>(
  most: number,
  take: (atMost: number) => Effect.Effect<number, E, R>
): Effect.Effect<Next, E, R> => {
  let size = most
  return Effect.suspend(() => {
    const asked = size
    const begun = performance.now()
    return take(asked).pipe(
      Effect.onExit((exit) =>
        Effect.sync(() => {
          if (Exit.isFailure(exit)) size = Math.max(1, Math.floor(asked / 2))
          else if (performance.now() - begun < quickMillis) size = Math.min(most, asked * 2)
        })
      ),
      Effect.map((found): Next => (found < asked ? "wait" : "more"))
    )
  })
}

/** Far from any deadline. */
const quickMillis = 1000
