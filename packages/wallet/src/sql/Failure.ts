/**
 * What became of a call that failed. Only after `lost` may it have been written: the connection went away. `unreached`: no
 * connection was to be had. `conflict`: somebody else was faster. `busy`: the server gave up waiting. `broken`: the server
 * or we refused it for what it says.
 */
export type Failure = "lost" | "unreached" | "conflict" | "busy" | "broken"

/** Reads a failure off what `pg` throws. */
export const failureOf = (error: unknown): Failure => {
  if (!isServerError(error)) return error instanceof TypeError || error instanceof RangeError ? "broken" : "lost"
  if (error.severity !== "ERROR") return "lost"
  if (conflicts.has(error.code)) return "conflict"
  return busy.has(error.code) || error.code.startsWith("53") ? "busy" : "broken"
}

interface ServerError {
  readonly severity: string
  readonly code: string
}

const isServerError = (error: unknown): error is ServerError =>
  typeof error === "object" && error !== null && "severity" in error && "code" in error && error.severity !== undefined

/** Unique violation, serialization failure, deadlock. */
const conflicts: ReadonlySet<string> = new Set(["23505", "40001", "40P01"])
/** Lock timeout, statement timeout or cancel. */
const busy: ReadonlySet<string> = new Set(["55P03", "57014"])
