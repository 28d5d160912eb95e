import { SqlError } from "@effect/sql/SqlError"

/**
 * SQLSTATE classes that pass by themselves: connection, transaction rollback, resources, operator intervention, system
 * error; a lock not had in time, and a session that the server ended because its transaction stood still.
 */
const passing = /^(?:08|40|53|55P03|57|58|25P0[34])/

/** Whether a statement failed because the database cannot be reached or serve now, and not for what it says. */
export const isUnavailable = (error: unknown): error is SqlError =>
  error instanceof SqlError && (isTransient(sqlState(error.cause) ?? "") || isConnectionError(error.cause))

/** Whether the server's code says something about the server and not about what was asked of it. */
export const isTransient = (state: string): boolean => passing.test(state)

/**
 * The server's own code of a failure. Nothing else of an error says what happened: its message and its severity are in the
 * language that `lc_messages` names.
 */
export const sqlState = (cause: unknown): string | undefined =>
  typeof cause === "object" && cause !== null && "code" in cause && /^(?=.*[0-9])[0-9A-Z]{5}$/.test(String(cause.code))
    ? String(cause.code)
    : undefined

/**
 * Whether a failure without a SQLSTATE came from the socket, the pool or the driver: the statement may not have reached the
 * server, or its answer not us. What could not even be sent, such as a parameter of the wrong kind, is a mistake of ours.
 */
export const isConnectionError = (cause: unknown): boolean =>
  sqlState(cause) === undefined && !(cause instanceof TypeError || cause instanceof RangeError)

/** What went wrong at the bottom of a failure, in one line: the server's own words rather than the wrapper's. */
export const reasonOf = (failure: unknown): string => {
  if (failure instanceof AggregateError) return failure.errors.map(reasonOf).join(", ")
  if (!(failure instanceof Error)) return String(failure)
  return failure.cause === undefined ? failure.message : reasonOf(failure.cause)
}
