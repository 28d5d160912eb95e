import * as SqlClient from "@effect/sql/SqlClient"
import { Context, Effect, Layer } from "effect"
import type { EventStream } from "../../src/events/EventStream.js"
import { layerMemory, MemoryOutbox } from "../../src/events/EventStreamMemory.js"
import * as EventStreamRedis from "../../src/events/EventStreamRedis.js"
import { layerSql } from "../../src/events/EventStreamSql.js"
import { type EventTail, layerNone } from "../../src/events/EventTail.js"
import * as EventTailRedis from "../../src/events/EventTailRedis.js"
import * as Notifier from "../../src/events/Notifier.js"
import { partitionOf } from "../../src/events/Partition.js"
import { relayRound } from "../../src/events/Relay.js"
import type { DomainEvent } from "../../src/events/StreamEvent.js"
import { withBrand } from "../../src/postgres/BrandTransaction.js"
import * as TestPostgres from "../../src/testing/TestPostgres.js"
import * as TestRedis from "../../src/testing/TestRedis.js"
import { aurora, borealis, seedBrands } from "./brands.js"
import { insertEvent, streaming } from "./Stream.js"

/** The writing end of a stream under test: commits events of the domain `stream` as one batch. */
export class Publisher extends Context.Tag("test/Publisher")<
  Publisher,
  (events: ReadonlyArray<DomainEvent>) => Effect.Effect<void>
>() {}

/** One transaction that writes events to the outbox, without a tick. */
export const write = (events: ReadonlyArray<DomainEvent>) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    yield* Effect.forEach(
      events,
      (event) =>
        sql.unsafe(insertEvent, [
          partitionOf(event.key),
          event.brand,
          event.key,
          event.keyVersion,
          event.id,
          event.type,
          event.version,
          JSON.stringify(event.payload),
          event.occurredAt
        ]),
      { discard: true }
    )
  }).pipe(withBrand([aurora, borealis]))

export const memory: Layer.Layer<EventStream | Publisher | Notifier.Notifier> = Layer.effect(
  Publisher,
  Effect.map(MemoryOutbox, (outbox) => (events: ReadonlyArray<DomainEvent>) => outbox.commit("stream", events))
).pipe(Layer.provideMerge(layerMemory), Layer.provideMerge(Notifier.layer))

const outbox = Layer.effect(
  Publisher,
  Effect.gen(function* () {
    yield* seedBrands
    const context = yield* Effect.context<EventTail | SqlClient.SqlClient | Notifier.Notifier>()
    return (events: ReadonlyArray<DomainEvent>) =>
      write(events).pipe(Effect.zipRight(relayRound("stream", 1n)), Effect.provide(context), Effect.orDie)
  })
).pipe(Layer.orDie)

const database = Layer.provideMerge(Notifier.layer, TestPostgres.layer([streaming]))

export const postgres = outbox.pipe(Layer.provideMerge(Layer.merge(layerSql, layerNone)), Layer.provideMerge(database))

export const redis = outbox.pipe(
  Layer.provideMerge(Layer.merge(EventStreamRedis.layerRedis, EventTailRedis.layerRedis)),
  Layer.provideMerge(Layer.merge(database, TestRedis.layer))
)
