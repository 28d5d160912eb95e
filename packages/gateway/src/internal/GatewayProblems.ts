import * as Problem from "@croupier/core/http/Problem"
import { Schema } from "effect"

const retryAfter = { retryAfter: Schema.Int }
const headers = (problem: { readonly retryAfter: number }) => ({ "retry-after": String(problem.retryAfter) })

/** More requests than this caller, or this brand, may make. */
export class RateLimited extends Problem.make<RateLimited>()(
  "RateLimited",
  {
    status: 429,
    title: "Too many requests",
    description: "Retry after `retryAfter` seconds. Nothing was changed.",
    headers
  },
  retryAfter
) {}

/** The service behind this path is unavailable. The request did not reach it. */
export class UpstreamUnavailable extends Problem.make<UpstreamUnavailable>()(
  "UpstreamUnavailable",
  {
    status: 503,
    title: "The upstream service is unavailable",
    description: "Nothing was changed. Retry after `retryAfter` seconds. Other services are not affected.",
    headers
  },
  retryAfter
) {}

/** The connection to the service broke after the request was sent. */
export class UpstreamFailed extends Problem.make<UpstreamFailed>()("UpstreamFailed", {
  status: 502,
  title: "The upstream response was lost",
  description: "The request may have taken effect. Retry with the same idempotency key."
}) {}

/** The service did not answer in time. */
export class UpstreamTimeout extends Problem.make<UpstreamTimeout>()("UpstreamTimeout", {
  status: 504,
  title: "Upstream timeout",
  description: "The request may have taken effect. Retry with the same idempotency key."
}) {}

/** The connection cannot be made a WebSocket. */
export class UpgradeRefused extends Problem.make<UpgradeRefused>()("UpgradeRefused", {
  status: 400,
  title: "Protocol upgrades are not supported",
  description: "WebSockets are not supported."
}) {}
