import type { BrandDirectory, HostMatch } from "@croupier/core/brands/BrandDirectory"
import type { Runtime } from "effect"
import * as EffectRuntime from "effect/Runtime"

/**
 * What answers say to browsers about other origins. The origins of a brand are its own domains, those of a back-office host the
 * other back-office hosts: `https` on the default port, and any scheme and port under `.localhost`. Credentials of the browser
 * are not allowed: there are no cookies, tokens travel in a header.
 */
export class Cors {
  readonly #runtime: Runtime.Runtime<never>
  readonly #directory: BrandDirectory["Type"]

  constructor(runtime: Runtime.Runtime<never>, directory: BrandDirectory["Type"]) {
    this.#runtime = runtime
    this.#directory = directory
  }

  /** The headers of an answer on this host to a page of this origin; `Vary: Origin` is always set. */
  headers(host: string, origin: string | undefined): ReadonlyArray<string> {
    return origin === undefined || !this.#allows(host, origin) ? varies : [...allowed, origin]
  }

  #allows(host: string, origin: string): boolean {
    const from = hostOf(origin)
    if (from === undefined) return false
    const [here, there] = [this.#match(host), this.#match(from)]
    if (here.kind === "brand" && there.kind === "brand") return here.brand.key === there.brand.key
    return here.kind === "operator" && there.kind === "operator"
  }

  #match(host: string): HostMatch {
    return EffectRuntime.runSync(this.#runtime, this.#directory.byHost(host))
  }
}

/** The response to a preflight, apart from whether its origin is allowed. */
export const preflight = {
  "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
  "access-control-allow-headers": "authorization, content-type, idempotency-key, traceparent",
  "access-control-max-age": "600"
}

const varies = ["vary", "origin"]
const allowed = [
  ...varies,
  "access-control-expose-headers",
  "retry-after, idempotent-replayed, x-trace-id",
  "access-control-allow-origin"
]

const hostOf = (origin: string): string | undefined => {
  const [, scheme, host, port] = /^(https?):\/\/([a-z0-9.-]+)(:\d{1,5})?$/.exec(origin) ?? []
  if (host === undefined) return undefined
  const isSecure = scheme === "https" && port === undefined
  return isSecure || host.endsWith(".localhost") ? host : undefined
}
