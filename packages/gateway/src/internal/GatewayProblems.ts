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
    description: "Ask again after `retryAfter` seconds; nothing was done.",
    headers
  },
  retryAfter
) {}

/** The service behind this path is away. The request did not reach it. */
export class UpstreamUnavailable extends Problem.make<UpstreamUnavailable>()(
  "UpstreamUnavailable",
  {
    status: 503,
    title: "This part of the platform cannot be reached now",
    description: "Nothing was done. Ask again after `retryAfter` seconds; other parts are not affected.",
    headers
  },
  retryAfter
) {}

/** The connection to the service broke after the request was sent. */
export class UpstreamFailed extends Problem.make<UpstreamFailed>()("UpstreamFailed", {
  status: 502,
  title: "The answer was lost on its way",
  description: "Whether the request took effect is not known: ask again, with the same idempotency key."
}) {}

/** The service did not answer in time. */
export class UpstreamTimeout extends Problem.make<UpstreamTimeout>()("UpstreamTimeout", {
  status: 504,
  title: "The answer did not come in time",
  description: "Whether the request took effect is not known: ask again, with the same idempotency key."
}) {}

/** The connection cannot be made a WebSocket. */
export class UpgradeRefused extends Problem.make<UpgradeRefused>()("UpgradeRefused", {
  status: 400,
  title: "The connection cannot change its protocol",
  description: "There are no WebSockets here."
}) {}
