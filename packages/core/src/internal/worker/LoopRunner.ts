import { type Cause, Duration, Effect, Exit, Fiber, Random, Schema } from "effect"
import { type Loop, Stamp } from "../../worker/Loop.js"

/** A tick did not end, and did not stamp, within its deadline. */
export class DeadlineExceeded extends Schema.TaggedError<DeadlineExceeded>()("DeadlineExceeded", {
  loop: Schema.String,
  deadline: Schema.String
}) {
  override get message(): string {
    return `${this.loop} made no progress within ${this.deadline}`
  }
}

/** What is done about a loop's iterations. `stamp` follows each completed one, failed ones included. */
export interface Watcher {
  readonly stamp: Effect.Effect<void>
  readonly succeeded: Effect.Effect<void>
  /** `failures` in a row, this one included. */
  readonly failed: (failures: number, cause: Cause.Cause<unknown>) => Effect.Effect<void>
}

/**
 * Repeats a loop's tick until interrupted. A failure of any kind, defects too, is given to the watcher and followed by a
 * pause that doubles with each further one, jittered, up to 5 s. Interruption lets the current tick finish for 8 s.
 */
export const repeat = <R>(loop: Loop<R>, watcher: Watcher): Effect.Effect<never, never, R> =>
  Effect.gen(function* () {
    let failures = 0
    while (true) {
      const exit = yield* inFlight(bounded(loop, watcher.stamp))
      if (Exit.isSuccess(exit)) {
        failures = 0
        yield* watcher.succeeded
      } else {
        failures += 1
        yield* watcher.failed(failures, exit.cause)
      }
      yield* watcher.stamp
      if (Exit.isFailure(exit)) yield* Effect.flatMap(Random.next, (at) => Effect.sleep(pause(loop, failures, at)))
      else if (exit.value === "wait") yield* Effect.sleep(loop.every)
      else yield* Effect.yieldNow()
    }
  })

/** How long a process may take to finish current work when it is stopped; it has to exit within 10 s. */
const finishWithin = Duration.seconds(8)

const longestPause = Duration.seconds(5)

const pause = ({ every }: Loop<never> | Loop<unknown>, failures: number, jitter: number): Duration.Duration =>
  Duration.times(Duration.min(Duration.times(every, 2 ** Math.min(failures, 16)), longestPause), 0.5 + jitter / 2)

const bounded = <R>(loop: Loop<R>, stamp: Effect.Effect<void>) =>
  Effect.suspend(() => {
    let stamps = 0
    const counted = Effect.zipRight(
      Effect.sync(() => {
        stamps += 1
      }),
      stamp
    )
    const overdue: Effect.Effect<never, DeadlineExceeded> = Effect.suspend(() => {
      const before = stamps
      return Effect.zipRight(
        Effect.sleep(loop.deadline),
        Effect.suspend(() =>
          stamps === before
            ? new DeadlineExceeded({ loop: loop.name, deadline: Duration.format(loop.deadline) })
            : overdue
        )
      )
    })
    return loop.tick.pipe(
      Effect.provideService(Stamp, counted),
      // Waits for the tick to give way: one that does not is hanging, and a loop that hangs must not stamp.
      Effect.raceFirst(overdue),
      Effect.withSpan(loop.name, { captureStackTrace: false })
    )
  })

/** In a fiber of its own, so that a stop of the loop does not cut the tick off in the middle of an item. */
const inFlight = <A, E, R>(tick: Effect.Effect<A, E, R>): Effect.Effect<Exit.Exit<A, E>, never, R> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(Effect.forkDaemon(Effect.interruptible(tick)), (fiber) =>
      Effect.onInterrupt(restore(Fiber.await(fiber)), () =>
        Effect.zipRight(within(Fiber.await(fiber), finishWithin), within(Fiber.interrupt(fiber), "1 second"))
      )
    )
  )

const within = <A>(effect: Effect.Effect<A>, limit: Duration.DurationInput) =>
  Effect.timeoutOption(Effect.interruptible(effect), limit)
