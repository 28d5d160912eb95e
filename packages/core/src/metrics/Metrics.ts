import { HttpServerResponse } from "@effect/platform"
import { Effect, Metric, type Scope } from "effect"
import * as EffectMetrics from "../internal/metrics/EffectMetrics.js"
import * as ProcessMetrics from "../internal/metrics/ProcessMetrics.js"
import * as Prometheus from "../internal/metrics/Prometheus.js"
import type { RequestMetrics } from "./RequestMetrics.js"

/**
 * A figure that is read when `/metrics` is asked for: the use of a pool, the age of an outbox. `read` gives one number,
 * or several distinguished by a label; where it fails the metric is left out, since others are then more useful.
 */
export interface Gauge<R = never> {
  readonly name: string
  readonly help: string
  readonly read: Effect.Effect<number | Readonly<Record<string, number>>, unknown, R>
  /** The name of the label that distinguishes several numbers, by default `state`. */
  readonly label?: string
}

/** The page of `GET /metrics`: requests, process, gauges, and all of Effect's metrics. */
export const make = <R>(
  requests: RequestMetrics,
  gauges: ReadonlyArray<Gauge<R>>
): Effect.Effect<Effect.Effect<HttpServerResponse.HttpServerResponse, never, R>, never, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(Effect.sync(ProcessMetrics.watch), ({ stop }) => Effect.sync(stop)),
    (watched) =>
      Effect.gen(function* () {
        const read = yield* Effect.forEach(gauges, toFamily, { concurrency: "unbounded" })
        const snapshot = yield* Metric.snapshot
        const page = Prometheus.render([
          requests.toFamily(),
          ...watched.families(),
          ...read.flat(),
          ...EffectMetrics.toFamilies(snapshot)
        ])
        return HttpServerResponse.text(page, { contentType: Prometheus.contentType })
      })
  )

const toFamily = <R>({
  name,
  help,
  read,
  label = "state"
}: Gauge<R>): Effect.Effect<ReadonlyArray<Prometheus.Family>, never, R> =>
  read.pipe(
    Effect.timeout("1 second"),
    Effect.map((value) => {
      const lines =
        typeof value === "number"
          ? [` ${value}`]
          : Object.entries(value).map(([key, number]) => `{${label}="${Prometheus.escape(key)}"} ${number}`)
      return [{ name, help, type: "gauge" as const, lines }]
    }),
    Effect.catchAllCause((cause) => Effect.as(Effect.logWarning(`cannot read the gauge ${name}`, cause), []))
  )
