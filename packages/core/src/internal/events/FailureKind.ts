import { SqlError } from "@effect/sql/SqlError"
import { Cause, Chunk } from "effect"
import { isConnectionError, isTransient, reasonOf, sqlState } from "../../postgres/SqlErrors.js"

/** What a failed attempt says: about the database, about the consumer as a whole, or about the events (also by their time). */
export type FailureKind = "consumer" | "events" | "slow" | "store"

/**
 * Tells a failure's kind by its SQLSTATE, also where the consumer has wrapped it. `store` passes by itself: the connection,
 * resources, a shutdown, a deadlock, a lock not had in time, a server that only reads. `consumer` would come with any event:
 * a missing table, column, function or right, a wrong login or database (classes 0A, 0P, 25, 28, 3D, 3F and 42).
 */
export const failureKind = <E>(cause: Cause.Cause<E>): FailureKind => {
  const kinds = new Set(everyFailure(cause).map(kindOf))
  return (["store", "consumer", "slow"] as const).find((kind) => kinds.has(kind)) ?? "events"
}

/** All that failed, defects and causes too. */
export const everyFailure = <E>(cause: Cause.Cause<E>): ReadonlyArray<unknown> =>
  [...Chunk.toReadonlyArray(Cause.failures(cause)), ...Chunk.toReadonlyArray(Cause.defects(cause))].flatMap((failure) =>
    withCauses(failure)
  )

/** A failure as text, at most 500 characters: its tag and SQLSTATE where there are any, and what it says. */
export const reasonFor = <E>(cause: Cause.Cause<E>): string => {
  const failure = Cause.squash(cause)
  const tag = typeof failure === "object" && failure !== null && "_tag" in failure ? `${failure._tag}: ` : ""
  const state = withCauses(failure)
    .map(sqlState)
    .find((found) => found !== undefined)
  return `${tag}${reasonOf(failure)}`.slice(0, 490) + (state === undefined ? "" : ` (${state})`)
}

/** A failure, and what it was made of: its cause and, for an aggregate, all of its errors. */
const withCauses = (failure: unknown, depth = 0): ReadonlyArray<unknown> =>
  depth < 8 ? [failure, ...causesOf(failure).flatMap((cause) => withCauses(cause, depth + 1))] : [failure]

const causesOf = (failure: unknown): ReadonlyArray<unknown> => {
  if (typeof failure !== "object" || failure === null) return []
  const several: ReadonlyArray<unknown> = failure instanceof AggregateError ? failure.errors : []
  return "cause" in failure && failure.cause !== undefined ? [failure.cause, ...several] : several
}

const kindOf = (failure: unknown): FailureKind => {
  const state = sqlState(failure)
  if (state === undefined) return isLost(failure) ? "store" : "events"
  // Unlike for a request, which a person sends again: an event that takes too long each time would be retried forever.
  if (state === "57014") return "slow"
  // A server that became a standby only reads.
  if (isTransient(state) || state === "25006") return "store"
  return /^(?:0A|0P|25(?!P02)|28|3D|3F|42)/.test(state) ? "consumer" : "events"
}

const isLost = (failure: unknown): boolean =>
  failure instanceof SqlError && failure.cause instanceof Error && isConnectionError(failure.cause)
