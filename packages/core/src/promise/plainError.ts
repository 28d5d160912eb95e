import { Cause, ParseResult as Parse, type ParseResult } from "effect"
import { DatabaseNotReady } from "../embedded/DatabaseNotReady.js"
import { isProblem, kindOf } from "../http/Problem.js"
import { Closed, CroupierError, InvalidInput, NotReady, Unavailable } from "./CroupierError.js"

/** The plain error for why an effect failed. */
export const plainError = (name: string, cause: Cause.Cause<unknown>): Error => {
  if (Cause.isInterruptedOnly(cause)) {
    return new Closed(`${name}-closed`, `${name} was closed while the call ran`, "unknown")
  }
  const failure = Cause.squash(cause)
  if (failure instanceof CroupierError) return failure
  if (failure instanceof DatabaseNotReady) return new NotReady(failure.code, failure.message, failure.sql)
  if (isProblem(failure)) {
    const { code } = kindOf(failure)
    const { detail } = failure
    return "outcome" in failure
      ? new Unavailable(code, detail, failure.outcome === "not-applied" ? "not-applied" : "unknown")
      : new CroupierError(code, detail)
  }
  const detail = failure instanceof Error ? failure.message : String(failure)
  return new CroupierError("unexpected", detail, "unknown", { cause: failure })
}

/** The plain error for input that a schema refuses; the code says which kind of member is wrong. */
export const invalidInput = (error: ParseResult.ParseError): InvalidInput => {
  const [issue] = Parse.ArrayFormatter.formatErrorSync(error)
  const path = issue?.path.map(String) ?? []
  const member = path.at(-1) ?? ""
  const detail = issue === undefined ? error.message : issue.message
  return new InvalidInput(
    codes.get(member) ?? "invalid-input",
    path.length === 0 ? detail : `${path.join(".")}: ${detail}`
  )
}

const codes: ReadonlyMap<string, string> = new Map([
  ["amount", "invalid-amount"],
  ["free", "invalid-amount"],
  ["maxBet", "invalid-amount"],
  ["maxCashOut", "invalid-amount"],
  ["dailyCap", "invalid-amount"],
  ["currency", "unknown-currency"],
  ["key", "invalid-key"],
  ["original", "invalid-key"],
  ["bet", "invalid-key"]
])
