import { SqlError } from "@effect/sql/SqlError"

/** SQLSTATE classes that pass by themselves: connection, resources, cancelled or shut down, serialisation, lock timeout. */
const passing = /^(?:08|40|53|55P03|57|58)/

/** Whether a statement failed because the database cannot be reached or serve now, and not for what it says. */
export const isStoreAway = (error: unknown): error is SqlError => {
  if (!(error instanceof SqlError)) return false
  const state = sqlState(error.cause)
  return state === undefined || isPassing(state)
}

/** Whether the server's code says something about the server and not about what was asked of it. */
export const isPassing = (state: string): boolean => passing.test(state)

/** The server's own code of a failure; one without never reached the server. */
export const sqlState = (cause: unknown): string | undefined =>
  typeof cause === "object" && cause !== null && "code" in cause && /^(?=.*[0-9])[0-9A-Z]{5}$/.test(String(cause.code))
    ? String(cause.code)
    : undefined
