import { Data, type Duration, Effect } from "effect"
import { FairSlots, type FairSlotsOptions, type Start } from "./FairSlots.js"

/** No turn: as many of the same share wait as may, or this one has waited for as long as one may. */
export class NoTurn extends Data.TaggedError("NoTurn") {}

/** How many run at once, how many of one share may wait for a turn, and for how long each. */
export interface FairTurnsOptions extends FairSlotsOptions {
  readonly patience: Duration.DurationInput
}

/** Runs effects a few at a time. */
export interface FairTurns {
  /** Runs the effect when its share has a turn. */
  readonly take: (share: string) => <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | NoTurn, R>
}

/**
 * Turns that are shared evenly: the shares that wait take them one after the other, whatever each has queued, so one that
 * floods delays the others by one turn each.
 */
export const make = ({ patience, ...options }: FairTurnsOptions): FairTurns => {
  const slots = new FairSlots(options)
  const wait = (share: string, restore: Restore): Effect.Effect<void, NoTurn> =>
    Effect.suspend(() => {
      let hasStarted = false
      let onStart: Start = () => {
        hasStarted = true
      }
      const start: Start = () => onStart()
      if (!slots.enter(share, start)) return new NoTurn()
      if (hasStarted) return Effect.void
      const turn = Effect.async<void>((resume) => {
        onStart = () => resume(Effect.void)
      })
      const giveUp = Effect.sync(() => {
        if (!slots.cancel(start)) slots.leave(share)
      })
      // Only the waiting itself may be interrupted: a turn that was had is never lost.
      const inTime = Effect.timeoutFail(turn, { duration: patience, onTimeout: () => new NoTurn() })
      return Effect.onError(restore(inTime), () => giveUp)
    })

  return {
    take: (share) => (effect) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.zipRight(
          wait(share, restore),
          Effect.ensuring(
            restore(effect),
            Effect.sync(() => slots.leave(share))
          )
        )
      )
  }
}

type Restore = <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
