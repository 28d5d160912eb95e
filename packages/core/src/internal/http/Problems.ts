import { type HttpApp, HttpServerError, HttpServerRequest, type HttpServerResponse } from "@effect/platform"
import { Cause, Context, Effect } from "effect"
import { MethodNotAllowed } from "../../http/CommonProblems.js"
import * as TraceId from "../../log/TraceId.js"
import { fromCause } from "./FailureResponse.js"
import * as RouteTable from "./RouteTable.js"

/**
 * Answers every failure of an app with a problem, so that nothing else is left to fail: problems as they are, unknown
 * paths with 404, known paths with another method with 405, what does not decode with 400, and the rest, which is
 * logged, with 500. `routes` are those that 405 is decided by.
 */
export const rendered =
  (routes: ReadonlyArray<RouteTable.RoutePattern>) =>
  <E, R>(app: HttpApp.Default<E, R>): HttpApp.Default<never, R> =>
    Effect.catchAllCause(app, (cause) =>
      Effect.withFiberRuntime<HttpServerResponse.HttpServerResponse>((fiber) => {
        if (Cause.isInterruptedOnly(cause)) return Effect.failCause(cause as Cause.Cause<never>)
        const request = Context.unsafeGet(fiber.currentContext, HttpServerRequest.HttpServerRequest)
        const { response, fault } = fromCause(
          toMethodProblem(cause, routes, request),
          TraceId.inContext(fiber.currentContext)
        )
        if (fault === undefined) return Effect.succeed(response)
        return Effect.as(
          Effect.annotateLogs(Effect.logError("request failed", fault), { method: request.method }),
          response
        )
      })
    )

const toMethodProblem = (
  cause: Cause.Cause<unknown>,
  routes: ReadonlyArray<RouteTable.RoutePattern>,
  request: HttpServerRequest.HttpServerRequest
): Cause.Cause<unknown> => {
  if (!(Cause.squash(cause) instanceof HttpServerError.RouteNotFound)) return cause
  const allow = RouteTable.methodsOf(routes, request.url)
  if (allow.length === 0 || allow.includes(request.method)) return cause
  return Cause.fail(
    new MethodNotAllowed({ allow, detail: `This path supports ${allow.join(", ")}, not ${request.method}.` })
  )
}
