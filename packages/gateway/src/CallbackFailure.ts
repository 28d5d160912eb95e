import * as Problem from "@croupier/core/http/Problem"

/** An answer in a provider's own form. */
export interface ProtocolAnswer {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** The response to a provider's call that did not get through, by provider. */
export type CallbackAnswers = Readonly<Record<string, (status: number) => ProtocolAnswer>>

/**
 * Nearly every protocol treats a status that is no success as "outcome unknown" and repeats the call or rolls back, which is what has
 * to happen; so the status stays unless the protocol allows few statuses, and where a protocol has an error code for it the body has
 * that. A call that would always fail in the same way, such as one with too large a body, gets a final error.
 */
export const defaultAnswers: CallbackAnswers = {
  hub88: (status) => {
    const word = status < 500 && status !== 429 ? "RS_ERROR_WRONG_SYNTAX" : "RS_ERROR_UNKNOWN"
    return { status, contentType: "application/json", body: `{"status":"${word}"}` }
  },
  softswiss: (status) =>
    status < 500 && status !== 429
      ? softswiss(400, "invalid_argument", "400", "Bad request")
      : softswiss(500, "internal", "500", "Internal error")
}

const softswiss = (status: 400 | 500, code: string, apiCode: string, message: string): ProtocolAnswer => ({
  status,
  contentType: "application/json",
  body: JSON.stringify({ code, msg: message, meta: { api_code: apiCode, api_message: message } })
})

/** The gateway's own failure on a callback path, never as problem+json, which no provider reads. */
export const render = (answers: CallbackAnswers, path: string, problem: Problem.Problem): ProtocolAnswer => {
  const { status } = Problem.kindOf(problem)
  const provider = path.split("/")[2] ?? ""
  const known = Object.hasOwn(answers, provider) ? answers[provider] : undefined
  return known?.(status) ?? { status, contentType: "text/plain", body: "" }
}
