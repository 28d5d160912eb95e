import { endsConnection } from "@croupier/core/postgres/endsConnection"

/**
 * The outcome of a failed call. Only after `lost` may it have been written: the connection was lost, or the server is
 * about to end it. `unreached`: there was no connection. `conflict`: another transaction was faster. `busy`: the server gave
 * up waiting. `broken`: the server or we refused it for what it says.
 */
export type Failure = "lost" | "unreached" | "conflict" | "busy" | "broken"

/**
 * Reads a failure off what `pg` throws, by SQLSTATE alone: the severity and the message are in the server's language. Codes
 * that a server may also end a connection or itself with say nothing about what was written.
 */
export const failureOf = (error: unknown): Failure => {
  const code = codeOf(error)
  if (code === undefined) return error instanceof TypeError || error instanceof RangeError ? "broken" : "lost"
  if (endsConnection(code)) return "lost"
  if (conflicts.has(code)) return "conflict"
  return busy.has(code) ? "busy" : "broken"
}

const codeOf = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null && "severity" in error && "code" in error
    ? error.severity === undefined
      ? undefined
      : String(error.code)
    : undefined

/** Unique violation, serialization failure, deadlock. */
const conflicts: ReadonlySet<string> = new Set(["23505", "40001", "40P01"])
/** Lock timeout, statement timeout or cancel. */
const busy: ReadonlySet<string> = new Set(["55P03", "57014"])
