import type { VerifiedToken } from "@croupier/core/auth/TokenVerifier"
import type { BrandKey } from "@croupier/core/Brand"
import { Effect, Metric, MetricLabel } from "effect"
import type { Route } from "../Route.js"

/** What a valid token of another brand than the domain's is worth (ADR-009). */
export type Enforcement = "off" | "observe" | "enforce"

export const enforcements: ReadonlyArray<Enforcement> = ["off", "observe", "enforce"]

/** Requests with a token of another brand than their domain, by route. */
export const mismatches = Metric.counter("brand_mismatch_total", {
  description: "Requests with a token of a brand other than the domain's",
  incremental: true
})

/** Counts mismatches by route and says each token once in the log, by its hash. */
export class MismatchLog {
  readonly #said = new Set<string>()

  /** Counts one, and gives what is to be logged: nothing for a token that was logged before. */
  record(route: Route, token: VerifiedToken, domain: BrandKey, traceId: string): Effect.Effect<void> {
    mismatches.unsafeUpdate(1, [MetricLabel.make("route", route.path)])
    if (this.#said.has(token.hash)) return Effect.void
    if (this.#said.size >= remembered) this.#said.clear()
    this.#said.add(token.hash)
    const { principal } = token
    return Effect.logWarning("the token's brand differs from the domain's brand").pipe(
      Effect.annotateLogs({
        traceId,
        route: route.path,
        domain,
        brand: principal._tag === "operator" ? undefined : principal.brand,
        session: principal.session
      })
    )
  }
}

const remembered = 100_000
