import { describe, expect, it } from "@effect/vitest"
import { Effect, FastCheck } from "effect"
import { Counter, Gauge, Histogram, Registry } from "prom-client"
import * as Prometheus from "../../src/internal/metrics/Prometheus.js"
import { RequestMetrics } from "../../src/metrics/RequestMetrics.js"

/** The samples of a page: name, labels sorted by name, and value; and its comments. Fails for a line that is neither. */
const parse = (page: string) => {
  const lines = page.split("\n").filter((line) => line !== "")
  const samples = lines
    .filter((line) => !line.startsWith("#"))
    .map((line) => {
      const [, name = "", labels = "", value = ""] =
        /^([a-zA-Z_:][\w:]*)(?:\{((?:\w+="(?:[^"\\\n]|\\[\\"n])*",?)*)\})? (\S+)$/.exec(line) ?? []
      expect([line, name]).toEqual([line, expect.stringMatching(/./)])
      const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, text]) => `${label}=${text}`)
      return `${name} ${pairs.sort().join(" ")} ${Number(value.replace("Inf", "Infinity"))}`
    })
  return { comments: lines.filter((line) => line.startsWith("#")).sort(), samples: samples.sort() }
}

const text = FastCheck.string({
  unit: FastCheck.constantFrom("a", "\\", '"', "\n", "{", "}", ",", "=", " ", "원"),
  maxLength: 6
})
const number = FastCheck.oneof(FastCheck.integer(), FastCheck.double({ noNaN: true, noDefaultInfinity: true }))

describe("metrics as text, compared with prom-client", () => {
  it.effect.prop(
    "counters and gauges with any label value and any help",
    [FastCheck.uniqueArray(text, { minLength: 1, maxLength: 5 }), text.filter((help) => help !== ""), number],
    ([labels, help, value]) =>
      Effect.gen(function* () {
        const registry = new Registry()
        const gauge = new Gauge({ name: "pool", help, labelNames: ["state"], registers: [registry] })
        const counter = new Counter({ name: "seen_total", help, registers: [registry] })
        for (const state of labels) gauge.set({ state }, value)
        counter.inc(Math.abs(value))
        const ours = Prometheus.render([
          {
            name: "pool",
            type: "gauge",
            help,
            lines: labels.map((state) => `{state="${Prometheus.escape(state)}"} ${value}`)
          },
          { name: "seen_total", type: "counter", help, lines: [` ${Math.abs(value)}`] }
        ])
        expect(parse(ours)).toEqual(parse(yield* Effect.promise(() => registry.metrics())))
      })
  )

  const seen = FastCheck.record({
    method: FastCheck.constantFrom("GET", "POST"),
    route: FastCheck.constantFrom("/players/:id", '/"\\', "none"),
    status: FastCheck.constantFrom(200, 404),
    // Whole 2^-12 seconds: their sum is exact in any order.
    seconds: FastCheck.nat(4096 * 20).map((ticks) => ticks / 4096)
  })

  it.effect.prop("the histogram of requests", [FastCheck.array(seen, { minLength: 1, maxLength: 50 })], ([requests]) =>
    Effect.gen(function* () {
      const registry = new Registry()
      const histogram = new Histogram({
        name: "http_server_request_duration_seconds",
        help: "Request duration by method, route and status",
        labelNames: ["method", "route", "status"],
        buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        registers: [registry]
      })
      const figures = new RequestMetrics()
      for (const { method, route, seconds, status } of requests) {
        histogram.observe({ method, route, status }, seconds)
        figures.record(method, route === "none" ? undefined : route, status, seconds)
      }
      const ours = Prometheus.render([figures.toFamily()])
      expect(parse(ours)).toEqual(parse(yield* Effect.promise(() => registry.metrics())))
    })
  )
})
