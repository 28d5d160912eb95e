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
