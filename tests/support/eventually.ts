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
