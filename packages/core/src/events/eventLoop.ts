import { type Duration, Effect, Schedule } from "effect"
import { backOff } from "./backOff.js"
import { WakeUps } from "./WakeUps.js"

/** One of the loops around events: a bounded round, the hint that wakes it, and its pause after a round with work. */
export interface EventLoop<E, R> {
  readonly name: string
  readonly topic: string
  readonly pause?: Duration.DurationInput
  /** True where it found work, so that it is asked again at once. */
  readonly round: Effect.Effect<boolean, E, R>
}

/** Runs rounds for ever. A failure, defects too, is logged and the round tried again: after 50 ms, up to 5 s, with jitter. */
export const eventLoop = <E, R>(loop: EventLoop<E, R>): Effect.Effect<never, never, R | WakeUps> =>
  Effect.scoped(
    Effect.gen(function* () {
      const waiting = yield* (yield* WakeUps).listen(loop.topic)
      let idle = 0
      const step = Effect.flatMap(loop.round, (worked) => {
        if (!worked) return waiting(backOff(idle++))
        idle = 0
        return loop.pause === undefined ? Effect.void : Effect.sleep(loop.pause)
      })
      return yield* step.pipe(
        Effect.sandbox,
        Effect.tapError((cause) => Effect.logWarning(`${loop.name}: a round failed and is tried again`, cause)),
        Effect.retry(afterFailure),
        Effect.orDieWith(() => new Error("a schedule without end has ended")),
        Effect.forever
      )
    })
  )

const afterFailure = Schedule.exponential("50 millis").pipe(
  Schedule.union(Schedule.spaced("5 seconds")),
  Schedule.jittered
)
