import type * as SqlClient from "@effect/sql/SqlClient"
import { SqlError } from "@effect/sql/SqlError"
import { Cause, Duration, Effect, Exit, Fiber, Option, Schema } from "effect"
import type { BrandKey } from "../../Brand.js"
import type { Consumer } from "../../events/Consumer.js"
import { withBrand } from "../../postgres/BrandTransaction.js"
import { ConsumerFenced } from "./ConsumerPositions.js"
import { ConsumerStopped } from "./ConsumerStopped.js"
import { everyFailure, failureKind, reasonFor } from "./FailureKind.js"

/** What came of giving events to a consumer; a failed attempt is rolled back. */
export type Outcome =
  | { readonly _tag: "Taken"; readonly isQuick: boolean }
  | { readonly _tag: "Failed"; readonly reason: string; readonly wasSlow: boolean }

/** Failures that do not depend on the events: a lost partition, an absent database, a fault of the consumer as a whole. */
export type AttemptFailure = ConsumerFenced | ConsumerStopped | SqlError

/**
 * Runs the effect in one transaction, for as long as an attempt of the consumer may take: a statement that hangs is
 * cancelled by the server, an effect that hangs is interrupted. Both together stay below a loop's deadline.
 */
export const attempt = <E, R, E2, R2>(
  { attemptWithin = "2 seconds", commitWithoutWaiting, consumer, domain }: Consumer<E, R>,
  brands: ReadonlyArray<BrandKey>,
  effect: Effect.Effect<void, E2, R2>
): Effect.Effect<Outcome, AttemptFailure, R2 | SqlClient.SqlClient> =>
  Effect.suspend(() => {
    const within = Duration.min(attemptWithin, longest)
    const millis = Math.ceil(Duration.toMillis(within))
    const begun = performance.now()
    const settings = {
      statement_timeout: millis,
      // Shorter, so that waiting for a lock is not taken for an event that is slow.
      lock_timeout: Math.ceil(millis / 2),
      ...(commitWithoutWaiting === true ? { synchronous_commit: "off" } : {})
    }
    const judged = (exit: Exit.Exit<void, E2 | SqlError | TooSlow>): Effect.Effect<Outcome, AttemptFailure> => {
      if (Exit.isSuccess(exit)) {
        return Effect.succeed({ _tag: "Taken", isQuick: performance.now() - begun < millis / 4 })
      }
      const failures = everyFailure(exit.cause)
      const own = failures.find(isOwn)
      if (own !== undefined) return Effect.fail(own)
      const reason = reasonFor(exit.cause)
      const kind = failures.some((failure) => failure instanceof TooSlow) ? "slow" : failureKind(exit.cause)
      if (kind === "store") {
        const sqlError = failures.find((failure): failure is SqlError => failure instanceof SqlError)
        return sqlError ?? new SqlError({ cause: Cause.squash(exit.cause), message: reason })
      }
      if (kind === "consumer") return new ConsumerStopped({ consumer, domain, reason })
      return Effect.succeed({ _tag: "Failed", reason, wasSlow: kind === "slow" })
    }
    // Whole: an interruption that comes when the events have just taken effect must not undo them.
    return Effect.uninterruptibleMask((restore) =>
      endedWithin(within, effect, restore).pipe(withBrand(brands, { settings }), Effect.exit, Effect.flatMap(judged))
    )
  })

/** Interrupts the effect when its time is up; one that has just succeeded, has. Only waiting for it can be interrupted. */
const endedWithin = <A, E, R>(
  within: Duration.Duration,
  effect: Effect.Effect<A, E, R>,
  restore: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
): Effect.Effect<A, E | TooSlow, R> =>
  Effect.gen(function* () {
    const fiber = yield* Effect.fork(Effect.interruptible(effect))
    const waited = yield* Effect.exit(restore(Effect.timeoutOption(Fiber.await(fiber), within)))
    const exit = yield* Fiber.interrupt(fiber)
    if (Exit.isFailure(exit) && Exit.isSuccess(waited) && Option.isNone(waited.value)) {
      return yield* new TooSlow({ message: `did not complete within ${Duration.format(within)}` })
    }
    return yield* exit
  })

const longest = Duration.seconds(4)

class TooSlow extends Schema.TaggedError<TooSlow>()("TooSlow", { message: Schema.String }) {}

const isOwn = (failure: unknown): failure is ConsumerFenced | ConsumerStopped =>
  failure instanceof ConsumerFenced || failure instanceof ConsumerStopped
