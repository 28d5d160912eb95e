import { HttpApiError, HttpServerError, HttpServerResponse } from "@effect/platform"
import { Cause } from "effect"
import { InternalError, MalformedJson, NotFound, Unavailable } from "../../http/CommonProblems.js"
import * as Problem from "../../http/Problem.js"
import { isUnavailable } from "../../postgres/SqlErrors.js"
import { fromDecodeError, sentences } from "./DecodeProblem.js"
import { UnreadableJson } from "./JsonBody.js"

/** What is answered for a failure and, where it is our fault, the cause as it may be logged. */
export interface FailureResponse {
  readonly response: HttpServerResponse.HttpServerResponse
  readonly fault: Cause.Cause<unknown> | undefined
}

/**
 * The one place where a failure becomes an answer: problems as they are, the platform's own errors as problems, and
 * everything else as a 500 that does not disclose its cause.
 */
export const fromCause = (cause: Cause.Cause<unknown>, traceId: string | undefined): FailureResponse => {
  if (Cause.isInterruptedOnly(cause))
    return { response: Problem.toResponse(new Unavailable(), traceId), fault: undefined }
  const error = Cause.squash(cause)
  if (HttpServerResponse.isServerResponse(error)) return { response: error, fault: undefined }
  const problem = toProblem(error)
  const isFault = problem instanceof InternalError || isUnavailable(error)
  return { response: Problem.toResponse(problem, traceId), fault: isFault ? toFault(error, cause) : undefined }
}

const toProblem = (error: unknown): Problem.Problem => {
  if (Problem.isProblem(error)) return error
  if (error instanceof HttpApiError.HttpApiDecodeError) return fromDecodeError(error)
  if (error instanceof HttpServerError.RouteNotFound) return new NotFound()
  if (error instanceof HttpServerError.RequestError) {
    if (error.cause instanceof UnreadableJson) return new MalformedJson({ detail: error.cause.message })
    if (Problem.isProblem(error.cause)) return error.cause
  }
  // An unavailable store is a plain 503 for the caller; the log has the details.
  return isUnavailable(error) ? new Unavailable() : new InternalError()
}

/** A decoding error repeats the values it saw, which may be personal: the log gets the place and no value. */
const toFault = (error: unknown, cause: Cause.Cause<unknown>): Cause.Cause<unknown> =>
  error instanceof HttpApiError.HttpApiDecodeError
    ? Cause.die(new TypeError(`an answer does not have the described form. ${sentences(error).join(" ")}`))
    : cause
