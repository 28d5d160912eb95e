/** Every error of the API (RFC 9457): `code` says which kind it is, `detail` what happened, `traceId` which request it was. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly traceId?: string
}

/** The code of a problem made of a response that did not come from the API, such as a proxy's page. */
export const unexpectedAnswer = "unexpected-answer"

/** A failed request, thrown by `dataOf`; `problem` is typed by the route where the route names its problems. */
export class ProblemError<P = Problem> extends Error {
  override readonly name = "ProblemError"
  readonly status: number
  /** Seconds after which to ask again, where the answer says so. */
  readonly retryAfter: number | undefined

  constructor(
    readonly problem: P,
    response: Response
  ) {
    super(isProblem(problem) ? `${problem.code}: ${problem.detail}` : `the answer is a ${response.status}`)
    this.status = response.status
    const seconds = Number(response.headers.get("retry-after") ?? undefined)
    this.retryAfter = Number.isFinite(seconds) ? seconds : undefined
  }
}

/** Whether a value is a problem; with a code, whether it is of this kind. */
export const isProblem = (value: unknown, code?: string): value is Problem =>
  typeof value === "object" &&
  value !== null &&
  "code" in value &&
  typeof value.code === "string" &&
  "detail" in value &&
  typeof value.detail === "string" &&
  (code === undefined || value.code === code)

/** The response itself where it is a problem or no error, otherwise a response with a problem as its body. */
export const asProblem = async (response: Response): Promise<Response> => {
  if (response.ok || response.headers.get("content-type")?.startsWith("application/problem+json")) return response
  await response.body?.cancel()
  const { headers, status } = response
  const traceId = headers.get("x-trace-id")
  const problem: Problem = {
    type: "about:blank",
    title: "The response does not come from the API",
    status,
    code: unexpectedAnswer,
    detail: `The response has status ${status} and is not a problem document; an intermediary between client and API sent it.`,
    ...(traceId === null ? {} : { traceId })
  }
  const kept = new Headers(headers)
  kept.delete("content-length")
  kept.delete("content-encoding")
  kept.set("content-type", "application/problem+json")
  return new Response(JSON.stringify(problem), { status, headers: kept })
}
