import { escape, type Family } from "../internal/metrics/Prometheus.js"

/** Upper bounds of the duration histogram, in seconds. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

interface Figures {
  readonly labels: string
  readonly buckets: Array<number>
  count: number
  sum: number
}

/**
 * Rate, errors and durations of requests by method, route and status. Plain counters: a request costs one look-up and
 * three additions, which `Metric` with tags would multiply. Routes are patterns, and Node knows some thirty methods, so the number of lines is bounded.
 */
export class RequestMetrics {
  readonly #figures = new Map<string, Figures>()

  /** Counts one response; `route` is the pattern that matched, none for paths that do not exist. */
  record(method: string, route: string | undefined, status: number, seconds: number): void {
    const key = `${method} ${status} ${route ?? ""}`
    let figures = this.#figures.get(key)
    if (figures === undefined) {
      const labels = `method="${escape(method)}",route="${escape(route ?? "none")}",status="${status}"`
      figures = { labels, buckets: bounds.map(() => 0), count: 0, sum: 0 }
      this.#figures.set(key, figures)
    }
    figures.count++
    figures.sum += seconds
    const bucket = bounds.findIndex((bound) => seconds <= bound)
    if (bucket >= 0) figures.buckets[bucket]!++
  }

  /** The figures so far, as a histogram: its `_count` by status is the rate and the errors. */
  toFamily(): Family {
    return {
      name: "http_server_request_duration_seconds",
      type: "histogram",
      help: "Request duration by method, route and status",
      lines: [...this.#figures.values()].flatMap(({ labels, buckets, count, sum }) => {
        let below = 0
        return [
          ...bounds.map((bound, index) => {
            below += buckets[index]!
            return `_bucket{${labels},le="${bound}"} ${below}`
          }),
          `_bucket{${labels},le="+Inf"} ${count}`,
          `_sum{${labels}} ${sum}`,
          `_count{${labels}} ${count}`
        ]
      })
    }
  }
}
