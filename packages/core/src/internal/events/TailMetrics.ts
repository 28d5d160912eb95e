import { Metric } from "effect"

/** Entries that the relay has put into the tail. */
export const tailEntries = Metric.counter("event_tail_entries_total", {
  description: "Chunks of events that the relay has put into Redis",
  incremental: true
})

/** Batches that were not put into the tail, because Redis was away, slow, full or flushed; consumers read them from the outbox. */
export const tailLosses = Metric.counter("event_tail_losses_total", {
  description: "Times that Redis did not take a batch",
  incremental: true
})

/** Batches read, by where they came from: `tail` or `outbox`. */
export const streamReads = (source: "tail" | "outbox") =>
  Metric.tagged(
    Metric.counter("event_stream_reads_total", {
      description: "Reads of events by where they came from",
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
        "For how long events were read from the outbox only, because the tail had none of them; 0 when it serves"
    }),
    "domain",
    domain
  )
