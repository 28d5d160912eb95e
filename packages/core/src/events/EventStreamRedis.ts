import * as SqlClient from "@effect/sql/SqlClient"
import { Context, Effect, Layer, Metric } from "effect"
import { Redis } from "../redis/Redis.js"
import { EventStream } from "./EventStream.js"
import { layerSql } from "./EventStreamSql.js"
import { TailReader } from "./TailReader.js"
import { streamReads } from "./tailFigures.js"
import { tailSource } from "./tailSource.js"

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
    const readers = new Map<string, TailReader>()
    const readerOf = (domain: string): TailReader => {
      const reader = readers.get(domain) ?? new TailReader(domain, ask, tailSource(sql, domain))
      readers.set(domain, reader)
      return reader
    }
    return {
      oldest: outbox.oldest,
      read: (domain, from, limit) =>
        Effect.flatMap(readerOf(domain).read(from, limit), (batch) =>
          batch === undefined
            ? Effect.zipLeft(outbox.read(domain, from, limit), Metric.increment(streamReads("outbox")))
            : Effect.as(Metric.increment(streamReads("tail")), batch)
        )
    }
  })
)
