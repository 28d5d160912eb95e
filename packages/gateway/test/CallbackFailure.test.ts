import type { Problem } from "@croupier/core/http/Problem"
import { describe, expect, it } from "@effect/vitest"
import { defaultAnswers, render } from "../src/CallbackFailure.js"
import {
  RateLimited,
  UpgradeRefused,
  UpstreamFailed,
  UpstreamTimeout,
  UpstreamUnavailable
} from "../src/internal/GatewayProblems.js"

const told = (problem: Problem) => {
  const { body, contentType, status } = render(defaultAnswers, "/callbacks/softswiss/abc/betwin", problem)
  const { code, meta, msg } = JSON.parse(body)
  expect([contentType, msg]).toEqual(["application/json", meta.api_message])
  return [status, code, meta.api_code]
}

describe("the response to a softswiss provider when its call does not get through", () => {
  it("has one of the two statuses that it knows, and is repeated exactly where a repeat may succeed", () => {
    const passing = [
      new RateLimited({ retryAfter: 1, detail: "" }),
      new UpstreamUnavailable({ retryAfter: 1, detail: "" }),
      new UpstreamFailed({ detail: "" }),
      new UpstreamTimeout({ detail: "" })
    ]
    for (const problem of passing) expect(told(problem)).toEqual([500, "internal", "500"])
    expect(told(new UpgradeRefused({ detail: "" }))).toEqual([400, "invalid_argument", "400"])
  })
})
