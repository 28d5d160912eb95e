import { Schema } from "effect"
import type { Reply } from "./CallConnection.js"

const Refusal = Schema.parseJson(
  Schema.Struct({
    code: Schema.String,
    detail: Schema.String,
    outcome: Schema.optional(Schema.Literal("not-applied", "unknown"))
  })
)
const readRefusal = Schema.decodeUnknownOption(Refusal)

/** What the wallet service, or a proxy in front of it, said instead of an answer. */
export interface ReplyProblem {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly outcome: "not-applied" | "unknown"
}

/** The problem in a reply; undefined when it is an answer. Without the wallet's own word the outcome is unknown. */
export const problemOf = ({ body, status }: Reply): ReplyProblem | undefined => {
  if (status >= 200 && status < 300) return undefined
  const read = readRefusal(body)
  const {
    code,
    detail,
    outcome = "unknown"
  } = read._tag === "Some" ? read.value : { code: "no-problem-document", detail: body.slice(0, 200) }
  return { status, code, detail, outcome: status === 429 ? "not-applied" : outcome }
}

/** Lets pass a problem that another try may not have; any other is a fault of ours, which is thrown. */
export const onlyUnavailable = (problem: ReplyProblem): ReplyProblem => {
  if (problem.status === 429 || (problem.status >= 502 && problem.status <= 504)) return problem
  throw new Error(`the wallet service answered ${problem.status} ${problem.code}: ${problem.detail}`)
}
