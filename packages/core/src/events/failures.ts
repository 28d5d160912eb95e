import { SqlError } from "@effect/sql/SqlError"
import { Cause, Chunk } from "effect"
import { reasonOf } from "../postgres/Reason.js"
import { isPassing, sqlState } from "../postgres/StoreAway.js"

/**
 * The failure among these that says something about the database and not about what was asked of it: the connection,
 * resources, a shutdown, a deadlock, a lock not had in time. It passes by itself; a statement that ran too long does not.
 */
export const passingFailure = <E>(cause: Cause.Cause<E>): SqlError | undefined =>
  everyFailure(cause).find(
    (failure): failure is SqlError => failure instanceof SqlError && isOfTheServer(failure.cause)
  )

/** All that failed, defects too. */
export const everyFailure = <E>(cause: Cause.Cause<E>): ReadonlyArray<unknown> => [
  ...Chunk.toReadonlyArray(Cause.failures(cause)),
  ...Chunk.toReadonlyArray(Cause.defects(cause))
]

/** A failure for people, at most 500 characters: its tag where there is one, and what it says. */
export const reasonFor = <E>(cause: Cause.Cause<E>): string => {
  const failure = Cause.squash(cause)
  const tag = typeof failure === "object" && failure !== null && "_tag" in failure ? `${failure._tag}: ` : ""
  return `${tag}${reasonOf(failure)}`.slice(0, 500)
}

/** Unlike for a request, which is asked again by a person: an event that takes too long each time would be tried for ever. */
const ranTooLong = "57014"

const isOfTheServer = (cause: unknown): boolean => {
  const state = sqlState(cause)
  if (state !== undefined) return isPassing(state) && state !== ranTooLong
  // Without a state it comes from the socket, from the pool, or from what could not be sent at all.
  if (!(cause instanceof Error)) return false
  const code = "code" in cause ? String(cause.code) : ""
  return /^E[A-Z]+$/.test(code) || /connect|timeout|not queryable/i.test(cause.message)
}
