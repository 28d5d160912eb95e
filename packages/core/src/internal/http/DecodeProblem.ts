import type { HttpApiError } from "@effect/platform"
import { InternalError, InvalidRequest } from "../../http/CommonProblems.js"
import type * as Problem from "../../http/Problem.js"

/**
 * Says what is wrong with a request that does not decode, in one sentence: the property and what was expected there.
 * What was sent is not repeated, since it may be a password. A *response* of ours that does not encode is a defect.
 */
export const fromDecodeError = (error: HttpApiError.HttpApiDecodeError): Problem.Problem => {
  if (error.message.startsWith(ofResponse)) return new InternalError()
  const issues = deepest(error)
  const errors = issues.slice(0, most).map((issue) => ({ pointer: pointer(issue.path), detail: sentence(issue) }))
  return new InvalidRequest({ detail: errors[0]?.detail ?? "The request does not match the schema.", errors })
}

/** One sentence for each place that does not fit, without the value that was found there. */
export const sentences = (error: HttpApiError.HttpApiDecodeError): ReadonlyArray<string> => deepest(error).map(sentence)

type Issue = HttpApiError.HttpApiDecodeError["issues"][number]

/** How the platform titles the schema from a success value to a response; it reports both directions alike. */
const ofResponse = "(<declaration schema> <-> "
const most = 10

/** Of the alternatives of a union, the one that matched furthest was intended. */
const deepest = ({ issues }: HttpApiError.HttpApiDecodeError): ReadonlyArray<Issue> => {
  const depth = Math.max(0, ...issues.map((issue) => issue.path.length))
  return issues.filter((issue) => issue.path.length === depth)
}

const sentence = (issue: Issue): string => {
  const where = issue.path.length === 0 ? "The request" : `Property "${name(issue.path)}"`
  switch (issue._tag) {
    case "Missing":
      return `${where} is missing.`
    case "Unexpected":
      return `${where} is unknown${/expected: (.*)$/s.exec(issue.message)?.[1]?.replace(/^/, "; expected one of ") ?? ""}.`
    default: {
      const message = issue.message.replace(/, actual .*$/s, "").replace(/\.$/, "")
      return `${where}: ${message.replace(/^Expected /, "expected ")}.`
    }
  }
}

const name = (path: Issue["path"]): string =>
  path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? String(key) : `${text}.${String(key)}`),
    ""
  )

const pointer = (path: Issue["path"]): string =>
  `#${path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")}`
