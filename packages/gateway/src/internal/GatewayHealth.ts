import { codeVersion } from "@croupier/core/codeVersion"
import { HttpServerResponse } from "@effect/platform"
import type { Upstream } from "./Upstream.js"

/**
 * Whether the gateway can do its work: 503 only when every upstream is known to be unavailable. One that is unavailable makes its own routes
 * answer 503 and is named here, but taking the gateway out of service for it would take the others along. Nothing is asked
 * of anybody: the states are what traffic has shown.
 */
export const report = (upstreams: ReadonlyArray<Upstream>, now: number): HttpServerResponse.HttpServerResponse => {
  const checks = Object.fromEntries(
    upstreams.map(({ name, breaker }) => {
      const state = breaker.state(now)
      return [name, { status: state === "open" ? "failed" : "ok", state }] as const
    })
  )
  const ok = Object.values(checks).some(({ status }) => status === "ok")
  return HttpServerResponse.unsafeJson(
    {
      status: ok ? "ok" : "failed",
      service: "gateway",
      version: codeVersion,
      checks: { directory: { status: "ok" }, ...checks }
    },
    { status: ok ? 200 : 503, headers: { "cache-control": "no-store" } }
  )
}
