import { Clock, Context, Effect, Layer } from "effect"
import { type Revocable, type Revocation, RevocationSet } from "./RevocationSet.js"

/**
 * Tokens that are refused before they expire. A check reads memory only, on every request; a revocation reaches every
 * process within a second. Nothing about money relies on it.
 */
export class Revocations extends Context.Tag("@croupier/core/Revocations")<
  Revocations,
  {
    /**
     * Refuses from now on. On Postgres it is part of the caller's transaction, where there is one, so that a suspension and
     * its revocation hold together. Tokens issued to the subject later are valid.
     */
    readonly revoke: (revocation: Revocation) => Effect.Effect<void>
    readonly isRevoked: (token: Revocable) => boolean
    /** Whether what was launched under a session, at `issuedAt`, takes no new bets any more. */
    readonly isLaunchRevoked: (launch: Revocable) => boolean
  }
>() {}

/** For one process; lost when it ends. */
export const layerMemory: Layer.Layer<Revocations> = Layer.effect(
  Revocations,
  Effect.map(Effect.clock, (clock) => {
    const set = new RevocationSet()
    return {
      revoke: (revocation) =>
        Effect.map(Clock.currentTimeMillis, (now) => set.add(revocation, timeOf(revocation, now))),
      ...asking(set, clock)
    }
  })
)

/** From when a revocation that is made now holds. */
export const timeOf = (revocation: Revocation, now: number): number =>
  revocation._tag === "session-end" ? revocation.at : now

/** The questions, answered by a set at the time of a clock. */
export const asking = (
  set: RevocationSet,
  clock: Clock.Clock
): Pick<Revocations["Type"], "isRevoked" | "isLaunchRevoked"> => ({
  isRevoked: (token) => set.has(token, clock.unsafeCurrentTimeMillis()),
  isLaunchRevoked: (launch) => set.hasLaunch(launch, clock.unsafeCurrentTimeMillis())
})
