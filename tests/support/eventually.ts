import { Effect, Schedule } from "effect"

/** Waits until something holds, for as long as a loaded machine may take; dies with what was found last. */
export const eventually = <A, R>(
  look: Effect.Effect<A, never, R>,
  holds: (found: A) => boolean
): Effect.Effect<A, never, R> =>
  Effect.flatMap(look, (found) => (holds(found) ? Effect.succeed(found) : Effect.fail(found))).pipe(
    Effect.retry(Schedule.spaced("100 millis").pipe(Schedule.upTo("1 minute"))),
    Effect.catchAll((found) => Effect.dieMessage(`in the end it was ${JSON.stringify(found)}`))
  )

/**
 * Runs an effect that answers how many milliseconds something took. The figure is about the program: where a machine that is
 * busy with other tests took longer, it is run again, five times in all. Dies with what it took last.
 */
export const takesAtMost = <E, R>(millis: number, effect: Effect.Effect<number, E, R>): Effect.Effect<void, E, R> =>
  Effect.flatMap(Effect.repeat(effect, { until: (took) => took < millis, times: 4 }), (took) =>
    took < millis ? Effect.void : Effect.dieMessage(`it took ${took} ms, more than ${millis}`)
  )
