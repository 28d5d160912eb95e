import * as SqlClient from "@effect/sql/SqlClient"
import { Context, Effect, Layer, Metric } from "effect"
import { streamReads, tailMissing } from "../internal/events/TailMetrics.js"
import { TailReader } from "../internal/events/TailReader.js"
import { tailSource } from "../internal/events/tailSource.js"
import { Redis } from "../redis/Redis.js"
import { EventStream } from "./EventStream.js"
import { layerSql } from "./EventStreamSql.js"

/** A pause between two reads counts as time without a tail for this many milliseconds at most. */
const pauseAtMost = 5000

/** How a domain is read: from the tail, and for how long only from the outbox although events came. */
class Domain {
  #missingMillis = 0
  #readAt = 0
  constructor(
    readonly name: string,
    readonly reader: TailReader
  ) {}

  served() {
    this.#missingMillis = 0
    return Effect.zipRight(this.#show, Metric.increment(streamReads("tail")))
  }

  missed(events: number) {
    if (events > 0) {
      const now = performance.now()
      this.reader.missed()
      this.#missingMillis += this.#missingMillis === 0 ? 1 : Math.min(now - this.#readAt, pauseAtMost)
      this.#readAt = now
    }
    return Effect.zipRight(this.#show, Metric.increment(streamReads("outbox")))
  }

  get #show() {
    return Metric.set(tailMissing(this.name), Math.floor(this.#missingMillis / 1000))
  }
}

/**
 * The stream from the tail in Redis. Whatever the tail has not, whatever does not follow on a reader's position, and whatever
 * this database has not made is read from the outbox, by the very query of `EventStreamSql`.
 */
export const layerRedis: Layer.Layer<EventStream, never, Redis | SqlClient.SqlClient> = Layer.scoped(
  EventStream,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { ask } = yield* Redis
    const outbox = Context.get(yield* Layer.build(layerSql), EventStream)
    const domains = new Map<string, Domain>()
    const domainOf = (name: string): Domain => {
      const domain = domains.get(name) ?? new Domain(name, new TailReader(name, ask, tailSource(sql, name)))
      domains.set(name, domain)
      return domain
    }
    return {
      oldest: outbox.oldest,
      read: (name, from, limit) =>
        Effect.gen(function* () {
          const domain = domainOf(name)
          const served = yield* domain.reader.read(from, limit)
          if (served !== undefined) return yield* Effect.as(domain.served(), served)
          const batch = yield* outbox.read(name, from, limit)
          return yield* Effect.as(domain.missed(batch.events.length), batch)
        })
    }
  })
)
