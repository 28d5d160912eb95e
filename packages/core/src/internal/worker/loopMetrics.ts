import { Metric } from "effect"

const iterations = Metric.counter("worker_loop_iterations_total", {
  description: "Completed iterations of a worker loop, including failed ones",
  incremental: true
})
const failures = Metric.counter("worker_loop_failures_total", {
  description: "Failed iterations of a worker loop",
  incremental: true
})
const age = Metric.gauge("worker_loop_age_seconds", {
  description: "Time since a worker loop last made progress"
})

/** The figures of one loop, on `GET /metrics` with its worker's name and its own. */
export const loopMetrics = (worker: string, loop: string) => {
  const tagged = <Type, In, Out>(metric: Metric.Metric<Type, In, Out>) =>
    metric.pipe(Metric.tagged("worker", worker), Metric.tagged("loop", loop))
  return { iterations: tagged(iterations), failures: tagged(failures), age: tagged(age) }
}
