import { monitorEventLoopDelay } from "node:perf_hooks"
import type { Family } from "./Prometheus.js"

const gauge = (name: string, help: string, value: number): Family => ({
  name,
  help,
  type: "gauge",
  lines: [` ${value}`]
})

/** Watches the event loop from now on; the figures of the process are read when asked for. */
export const watch = (): { readonly families: () => ReadonlyArray<Family>; readonly stop: () => void } => {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  const startedAt = Date.now() / 1000 - process.uptime()
  return {
    stop: () => delay.disable(),
    families: () => {
      const { user, system } = process.cpuUsage()
      const memory = process.memoryUsage()
      const lag = delay.percentile(99) / 1e9
      delay.reset()
      return [
        {
          name: "process_cpu_seconds_total",
          help: "CPU time of the process",
          type: "counter",
          lines: [` ${(user + system) / 1e6}`]
        },
        gauge("process_resident_memory_bytes", "Resident memory of the process", memory.rss),
        gauge("process_start_time_seconds", "Process start time, in seconds since the epoch", startedAt),
        gauge("nodejs_heap_used_bytes", "Heap bytes in use", memory.heapUsed),
        gauge("nodejs_heap_total_bytes", "Total heap bytes", memory.heapTotal),
        gauge("nodejs_eventloop_lag_p99_seconds", "99th percentile of the event loop delay since the last scrape", lag)
      ]
    }
  }
}
