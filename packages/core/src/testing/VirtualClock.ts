import { Clock, Duration, Effect } from "effect"

/** A clock that a test or a simulation moves itself: milliseconds for it are a few steps of the program and no waiting. */
export interface VirtualClock extends Clock.Clock {
  /** Lets this much time pass: every sleeper wakes in its order, and what it does is done before the next one wakes. */
  readonly advance: (by: Duration.DurationInput) => Effect.Effect<void>
  /** Sets the wall clock to this many milliseconds of the epoch, forward or back. No sleeper wakes: no time has passed. */
  readonly jumpTo: (millis: number) => Effect.Effect<void>
}

/** A clock at `start`, in milliseconds of the epoch. Give it with `Effect.withClock`. */
export const make = (start: number): VirtualClock => new Virtual(start)

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

/** Time passed and wall time apart, so that a jump of the wall clock moves no sleeper. */
class Virtual implements VirtualClock {
  readonly [Clock.ClockTypeId]: Clock.ClockTypeId = Clock.ClockTypeId
  readonly #sleepers = new Set<Sleeper>()
  #passed = 0
  #offset: number

  constructor(start: number) {
    this.#offset = start
  }

  unsafeCurrentTimeMillis(): number {
    return this.#offset + this.#passed
  }

  unsafeCurrentTimeNanos(): bigint {
    return BigInt(Math.round(this.unsafeCurrentTimeMillis() * 1e6))
  }

  readonly currentTimeMillis = Effect.sync(() => this.unsafeCurrentTimeMillis())
  readonly currentTimeNanos = Effect.sync(() => this.unsafeCurrentTimeNanos())

  sleep(duration: Duration.Duration): Effect.Effect<void> {
    return Effect.async((resume) => {
      const sleeper = { at: this.#passed + Duration.toMillis(duration), wake: () => resume(Effect.void) }
      this.#sleepers.add(sleeper)
      return Effect.sync(() => this.#sleepers.delete(sleeper))
    })
  }

  advance(by: Duration.DurationInput): Effect.Effect<void> {
    return Effect.gen(this, function* () {
      const until = this.#passed + Duration.toMillis(by)
      yield* settled
      for (let next = this.#earliest(until); next !== undefined; next = this.#earliest(until)) {
        this.#passed = Math.max(this.#passed, next.at)
        this.#sleepers.delete(next)
        next.wake()
        yield* settled
      }
      this.#passed = until
    })
  }

  jumpTo(millis: number): Effect.Effect<void> {
    return Effect.sync(() => {
      this.#offset = millis - this.#passed
    })
  }

  #earliest(until: number): Sleeper | undefined {
    let earliest: Sleeper | undefined
    for (const sleeper of this.#sleepers) {
      if (sleeper.at <= until && (earliest === undefined || sleeper.at < earliest.at)) earliest = sleeper
    }
    return earliest
  }
}

/** Fibers run in microtasks: by the next turn of the event loop all of them wait for time or for the world outside. */
const settled = Effect.async<void>((resume) => {
  setImmediate(() => resume(Effect.void))
})
