import { Context, Duration, Effect } from "effect"

/** What a tick answers: `more` continues immediately, `wait` after the loop's period. */
export type Next = "more" | "wait"

/** One kind of background work: a bounded step that may be repeated without harm. */
export interface Loop<R = never> {
  readonly name: string
  readonly every: Duration.Duration
  /** A tick that neither ends nor stamps for this long is interrupted, and counts as a failure. */
  readonly deadline: Duration.Duration
  readonly tick: Effect.Effect<Next, unknown, R>
}

/** A loop as it is declared; `deadline` is 10 s by default. */
export interface LoopOptions<R> {
  readonly name: string
  readonly every: Duration.DurationInput
  readonly deadline?: Duration.DurationInput
  readonly tick: Effect.Effect<Next, unknown, R>
}

/** A period is at most 5 s and a deadline at most 10 s: together they stay within the 15 s that a health check allows. */
const longest = { every: Duration.seconds(5), deadline: Duration.seconds(10) }

/** Declares a loop. Throws a RangeError that names it when it could not keep its heartbeat fresh. */
export const loop = <R>(options: LoopOptions<R>): Loop<R> => {
  if (!/^[a-z0-9][a-z0-9-]{0,47}$/.test(options.name)) {
    throw new RangeError(`"${options.name}" is no name for a loop: up to 48 characters of a-z, 0-9 and -`)
  }
  return {
    name: options.name,
    every: bounded(options.name, "every", options.every),
    deadline: bounded(options.name, "deadline", options.deadline ?? longest.deadline),
    tick: options.tick
  }
}

/** The loop's own stamp, given to everything that runs in a tick. Outside a worker it does nothing. */
export class Stamp extends Context.Reference<Stamp>()("@croupier/core/Stamp", {
  defaultValue: (): Effect.Effect<void> => Effect.void
}) {}

/** Long work says between its batches that it has got on: the heartbeat is stamped and the deadline starts again. */
export const stamp: Effect.Effect<void> = Effect.flatten(Stamp)

const bounded = (name: string, what: keyof typeof longest, given: Duration.DurationInput): Duration.Duration => {
  const duration = Duration.decode(given)
  if (Duration.greaterThan(duration, Duration.zero) && Duration.lessThanOrEqualTo(duration, longest[what])) {
    return duration
  }
  throw new RangeError(
    `loop ${name}: ${what} is ${Duration.format(duration)}, but has to be above 0 and at most ${Duration.format(longest[what])}`
  )
}
