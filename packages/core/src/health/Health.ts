import { HttpServerResponse } from "@effect/platform"
import { Cause, Duration, Effect } from "effect"

/** What a service needs to be able to serve, by name; a check fails when that is not there. */
export type Checks<R = never> = Readonly<Record<string, Effect.Effect<unknown, unknown, R>>>

/** What one check found and how long it took; `reason` is a word and never an error of a store. */
export interface CheckReport {
  readonly status: "ok" | "failed"
  readonly millis: number
  readonly reason?: "timeout" | "failed"
}

/** The answer of `GET /health`: 200 where `status` is `ok`, else 503. */
export interface Report {
  readonly status: "ok" | "failed"
  readonly service: string
  readonly version: string
  readonly checks: Readonly<Record<string, CheckReport>>
}

/** Names the service in its reports, and bounds each check in time (2 seconds) and the whole in frequency (1 second). */
export interface Options<R> {
  readonly service: string
  readonly version: string
  readonly checks: Checks<R>
  readonly timeout?: Duration.DurationInput
  readonly keepFor?: Duration.DurationInput
}

/**
 * A report that runs its checks side by side, each with its own time limit. It is kept for a moment, and callers that
 * come at once share one run, so that `/health` cannot be used to load a store.
 */
export const make = <R>(options: Options<R>): Effect.Effect<Effect.Effect<Report>, never, R> => {
  const run = (check: Effect.Effect<unknown, unknown, R>): Effect.Effect<CheckReport, never, R> =>
    check.pipe(
      Effect.timeout(options.timeout ?? "2 seconds"),
      Effect.as({ status: "ok" as const }),
      Effect.catchAllCause((cause) =>
        Cause.isInterruptedOnly(cause)
          ? Effect.interrupt
          : Effect.succeed({
              status: "failed" as const,
              reason: Cause.isTimeoutException(Cause.squash(cause)) ? ("timeout" as const) : ("failed" as const)
            })
      ),
      Effect.timed,
      Effect.map(([duration, found]) => ({ ...found, millis: Math.round(Duration.toMillis(duration)) }))
    )
  return Effect.forEach(
    Object.entries(options.checks),
    ([name, check]) => Effect.map(run(check), (found) => [name, found] as const),
    { concurrency: "unbounded" }
  ).pipe(
    Effect.map((found) => ({
      status: found.every(([, { status }]) => status === "ok") ? ("ok" as const) : ("failed" as const),
      service: options.service,
      version: options.version,
      checks: Object.fromEntries(found)
    })),
    Effect.cachedWithTTL(options.keepFor ?? "1 second")
  )
}

/** A report as an answer, never to be cached on the way. */
export const toResponse = (report: Report): HttpServerResponse.HttpServerResponse =>
  HttpServerResponse.unsafeJson(report, {
    status: report.status === "ok" ? 200 : 503,
    headers: { "cache-control": "no-store" }
  })

/** The answer of `GET /health/live`: the process responds. It asks no store, because an outage of one must not restart the fleet. */
export const alive: HttpServerResponse.HttpServerResponse = HttpServerResponse.unsafeJson(
  { status: "ok" },
  { headers: { "cache-control": "no-store" } }
)
