import { Data, Deferred, type Duration, Effect, FiberId } from "effect"

/** No turn: as many of the same share wait as may, or this one has waited for as long as one may. */
export class NoTurn extends Data.TaggedError("NoTurn") {}

/** How many run at once, how many of one share may wait for a turn, and for how long each. */
export interface FairTurnsOptions {
  readonly concurrency: number
  readonly waiting: number
  readonly patience: Duration.DurationInput
}

/** Runs effects a few at a time. */
export interface FairTurns {
  /** Runs the effect when its share has a turn. */
  readonly take: (share: string) => <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | NoTurn, R>
}

interface Waiter {
  readonly turn: Deferred.Deferred<void>
  hasTurn: boolean
}

/**
 * Turns that are shared evenly: the shares that wait take them one after the other, whatever each has queued, so one that
 * floods delays the others by one turn each.
 */
export const make = ({ concurrency, patience, waiting }: FairTurnsOptions): FairTurns => {
  const queues = new Map<string, ReadonlyArray<Waiter>>()
  let running = 0

  const enqueue = (share: string, waiters: ReadonlyArray<Waiter>): void => {
    queues.delete(share)
    // The last to be served next, since the order of a map is that of insertion.
    if (waiters.length > 0) queues.set(share, waiters)
  }

  const passOn = Effect.suspend(() => {
    const [next] = queues
    const waiter = next?.[1][0]
    if (next === undefined || waiter === undefined) {
      running--
      return Effect.void
    }
    enqueue(next[0], next[1].slice(1))
    waiter.hasTurn = true
    return Deferred.succeed(waiter.turn, undefined)
  })

  const leave = (share: string, waiter: Waiter) =>
    Effect.suspend(() => {
      if (waiter.hasTurn) return passOn
      const rest = (queues.get(share) ?? []).filter((other) => other !== waiter)
      if (rest.length === 0) queues.delete(share)
      else queues.set(share, rest)
      return Effect.void
    })

  const wait = (share: string): Effect.Effect<void, NoTurn> =>
    Effect.suspend(() => {
      if (running < concurrency) {
        running++
        return Effect.void
      }
      const before = queues.get(share) ?? []
      if (before.length >= waiting) return new NoTurn()
      const waiter: Waiter = { turn: Deferred.unsafeMake(FiberId.none), hasTurn: false }
      queues.set(share, [...before, waiter])
      return Deferred.await(waiter.turn).pipe(
        Effect.timeoutFail({ duration: patience, onTimeout: () => new NoTurn() }),
        Effect.onError(() => leave(share, waiter))
      )
    })

  return {
    take: (share) => (effect) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.zipRight(restore(wait(share)), Effect.ensuring(restore(effect), passOn))
      )
  }
}
