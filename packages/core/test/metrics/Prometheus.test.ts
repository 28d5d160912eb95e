import { describe, expect, it } from "@effect/vitest"
import { Effect, FastCheck, Metric, MetricBoundaries } from "effect"
import * as EffectMetrics from "../../src/internal/metrics/EffectMetrics.js"
import * as Prometheus from "../../src/internal/metrics/Prometheus.js"
import { RequestMetrics } from "../../src/metrics/RequestMetrics.js"

/** Every line is a comment or `name{labels} value`, and each name's comments come first and once. */
const isWellFormed = (page: string): boolean =>
  page
    .trimEnd()
    .split("\n")
    .every((line) =>
      /^(# (HELP|TYPE) [a-zA-Z_:][\w:]* .+|[a-zA-Z_:][\w:]*(\{([a-zA-Z_]\w*="([^"\\\n]|\\[\\"n])*",?)*\})? [-+\d.eInfNa]+)$/.test(
        line
      )
    ) && new Set(page.match(/^# TYPE \S+/gm)).size === page.match(/^# TYPE/gm)?.length

describe("the metrics page", () => {
  it.effect("holds Effect's counters, gauges, histograms, summaries and frequencies", () =>
    Effect.gen(function* () {
      yield* Metric.increment(
        Metric.tagged(Metric.counter("t_mismatch_total", { description: "brand\nmismatch" }), "route", 'a"b\\')
      )
      yield* Metric.increment(
        Metric.tagged(Metric.counter("t_mismatch_total", { description: "brand\nmismatch" }), "route", "c")
      )
      yield* Metric.set(Metric.gauge("t.age-seconds"), 1.5)
      yield* Metric.update(Metric.histogram("t_size", MetricBoundaries.fromIterable([1, 5])), 3)
      yield* Metric.update(
        Metric.summary({ name: "t_sum", maxAge: "1 hour", maxSize: 10, error: 0.1, quantiles: [0.5] }),
        2
      )
      yield* Metric.update(Metric.frequency("t_freq"), "x")
      const own = (yield* Metric.snapshot).filter(({ metricKey }) => metricKey.name.startsWith("t"))
      const page = Prometheus.render(EffectMetrics.toFamilies(own))
      expect(isWellFormed(page)).toBe(true)
      expect(page).toContain('t_mismatch_total{route="a\\"b\\\\"} 1')
      expect(page).toContain("t_age_seconds 1.5")
      for (const line of [
        't_size_bucket{le="1"} 0',
        't_size_bucket{le="5"} 1',
        't_size_bucket{le="+Inf"} 1',
        "t_size_sum 3",
        "t_size_count 1"
      ]) {
        expect(page).toContain(line)
      }
      expect(page).toContain('t_sum{quantile="0.5"} 2')
      expect(page).toContain('t_freq{key="x"} 1')
    })
  )

  it.prop(
    "counts each request once, in the first bucket that holds it and all above",
    [FastCheck.array(FastCheck.double({ min: 0, max: 20, noNaN: true }), { minLength: 1 })],
    ([durations]) => {
      const figures = new RequestMetrics()
      for (const seconds of durations) figures.record("GET", "/a/:id", 200, seconds)
      const page = Prometheus.render([figures.toFamily()])
      expect(isWellFormed(page)).toBe(true)
      for (const [, bound, count] of page.matchAll(/le="([\d.]+)"\} (\d+)/g)) {
        expect(Number(count)).toBe(durations.filter((seconds) => seconds <= Number(bound)).length)
      }
      expect(page).toContain(`_count{method="GET",route="/a/:id",status="200"} ${durations.length}`)
    }
  )
})
