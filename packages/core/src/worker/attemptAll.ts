import { Effect, Exit } from "effect"
import { stamp } from "./Loop.js"

/** How items are attempted: what each is called in the log, and how many at once (default 4). */
export interface AttemptOptions<A> {
  readonly name: (item: A) => string
  readonly concurrency?: number
}

/**
 * Acts on each item, for at most four seconds, with a stamp after it. One that fails or hangs does not hold up the others: one
 * that hangs is logged and left for the next tick, and the first failure is this effect's, after all of them.
 */
export const attemptAll = <A, E, R>(
  items: ReadonlyArray<A>,
  act: (item: A) => Effect.Effect<void, E, R>,
  { concurrency = 4, name }: AttemptOptions<A>
): Effect.Effect<void, E, R> =>
  Effect.gen(function* () {
    const outcomes = yield* Effect.forEach(
      items,
      (item) =>
        act(item).pipe(
          Effect.timeoutTo({
            duration: "4 seconds",
            onSuccess: () => Effect.void,
            onTimeout: () => Effect.logWarning(`${name(item)} timed out`)
          }),
          Effect.flatten,
          Effect.exit,
          Effect.zipLeft(stamp)
        ),
      { concurrency }
    )
    const failed = outcomes.find(Exit.isFailure)
    if (failed !== undefined) yield* failed
  })
