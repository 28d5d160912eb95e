import { Metric } from "effect"

/** Entries that the relay has put into the tail. */
export const tailEntries = Metric.counter("event_tail_entries_total", {
  description: "Stream entries that the relay appended to Redis",
  incremental: true
})

/** Batches that were not put into the tail, because Redis was unavailable, slow, full or flushed; consumers read them from the outbox. */
export const tailLosses = Metric.counter("event_tail_losses_total", {
  description: "Batches that could not be appended to Redis",
  incremental: true
})

/** Batches read, by where they came from: `tail` or `outbox`. */
export const streamReads = (source: "tail" | "outbox") =>
  Metric.tagged(
    Metric.counter("event_stream_reads_total", {
      description: "Event reads by source",
      incremental: true
    }),
    "source",
    source
  )

/** How long a domain's events have come from the outbox only; grows while they come and the tail serves none of them. */
export const tailMissing = (domain: string) =>
  Metric.tagged(
    Metric.gauge("event_tail_missing_seconds", {
      description:
        "Time since the Redis tail last served events, while they are read from the outbox only; 0 if the tail serves"
    }),
    "domain",
    domain
  )
