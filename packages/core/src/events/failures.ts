import { SqlError } from "@effect/sql/SqlError"
import { Cause, Chunk } from "effect"
import { reasonOf } from "../postgres/Reason.js"

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

const isOfTheServer = (cause: unknown): boolean => {
  if (!(cause instanceof Error)) return false
  const code = "code" in cause ? String(cause.code) : ""
  if (/^(?=.*[0-9])[0-9A-Z]{5}$/.test(code)) return /^(?:08|40|53|55P03|57P|58)/.test(code)
  // Without a state it comes from the socket or from the pool.
  return /^E[A-Z]+$/.test(code) || /connect|timeout|not queryable/i.test(cause.message)
}
