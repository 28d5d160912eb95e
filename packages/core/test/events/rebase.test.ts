import { assert, layer } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import { EventStream } from "../../src/events/EventStream.js"
import { layerSql } from "../../src/events/EventStreamSql.js"
import { allPartitions, partitionOf } from "../../src/events/Partition.js"
import { at, type Positions, samePlaces } from "../../src/events/Position.js"
import { type RebaseNeeded, tick } from "../../src/events/Relay.js"
import { rebase } from "../../src/events/rebase.js"
import type { StreamEvent } from "../../src/events/StreamEvent.js"
import { uuidv7 } from "../../src/Ids.js"
import { PostgresPool } from "../../src/postgres/Postgres.js"
import * as TestPostgres from "../../src/testing/TestPostgres.js"
import { aurora, seedBrands } from "./brands.js"
import { write } from "./Publisher.js"
import { asOwner, restoreDump } from "./restoreDump.js"
import { eventOf, insertEvent, streaming } from "./Stream.js"

const start = at(allPartitions, { tick: 1n, index: 0 })

const drain = (from: Positions) =>
  Effect.gen(function* () {
    const stream = yield* EventStream
    const events: Array<StreamEvent> = []
    for (let position = from; ; ) {
      const batch = yield* stream.read("stream", position, 100)
      events.push(...batch.events)
      if (samePlaces(position, batch.to)) return { events, to: position }
      position = batch.to
    }
  })

const versions = (events: ReadonlyArray<StreamEvent>, key: string) =>
  events.filter((event) => event.key === key).map(({ keyVersion }) => Number(keyVersion))

const database = layerSql.pipe(Layer.provideMerge(TestPostgres.layer([streaming], { maxConnections: 4 })))

layer(database)("after a restore", (it) => {
  it.effect("no batch is made before a rebase, and the line says what to do", () =>
    Effect.gen(function* () {
      yield* seedBrands
      const key = uuidv7(Date.now())
      yield* write([eventOf(aurora, key, 1)])
      yield* tick("stream", 1n)
      yield* asOwner("UPDATE croupier_stream.relay SET database = 'another one'")
      yield* write([eventOf(aurora, key, 2)])
      const error = yield* Effect.flip(tick("stream", 1n))
      assert.strictEqual(error._tag, "RebaseNeeded")
      assert.match(
        (error as RebaseNeeded).message,
        /begun by another one, and this is server \d+.*outbox -- rebase stream/
      )
      assert.deepStrictEqual(versions((yield* drain(start)).events, key), [1])
      assert.strictEqual(yield* rebase("stream"), 1)
      assert.isTrue(Option.isSome(yield* tick("stream", 1n)))
      assert.deepStrictEqual(versions((yield* drain(start)).events, key), [1, 2])
    })
  )

  it.effect("from a dump, where transaction ids start over: each event comes once and in its key's order", () =>
    Effect.gen(function* () {
      const keys = [uuidv7(Date.now()), uuidv7(Date.now()), uuidv7(Date.now())]
      const writeAll = (version: number) => write(keys.map((key) => eventOf(aurora, key, version)))
      const pool = yield* PostgresPool
      yield* writeAll(1)
      yield* tick("stream", 1n)
      const half = yield* drain(start)
      yield* writeAll(2)
      yield* tick("stream", 1n)
      // In no batch when the dump is taken.
      yield* writeAll(3)
      yield* restoreDump(1_000_000)
      // Written after the restore, before anybody rebased: beneath every old snapshot.
      yield* writeAll(4)
      assert.strictEqual((yield* Effect.flip(tick("stream", 1n)))._tag, "RebaseNeeded")
      // A writer that has its transaction id already, and writes its events behind the rebase.
      const late = eventOf(aurora, uuidv7(Date.now()), 1)
      const row = [partitionOf(late.key), late.brand, late.key, 1n, late.id, late.type, 1, "{}", late.occurredAt]
      const writer = yield* Effect.promise(() => pool.connect())
      yield* Effect.promise(() =>
        writer.query("BEGIN; SELECT set_config('croupier.brands', 'aurora', true), pg_current_xact_id()")
      )
      assert.strictEqual(yield* rebase("stream"), 6)
      yield* Effect.promise(() => writer.query(insertEvent, row))
      yield* Effect.promise(() => writer.query("COMMIT"))
      writer.release()
      yield* tick("stream", 1n)
      yield* writeAll(5)
      yield* tick("stream", 1n)
      assert.strictEqual(yield* rebase("stream"), 0)
      yield* writeAll(6)
      yield* tick("stream", 1n)
      const all = yield* drain(start)
      const rest = yield* drain(half.to)
      for (const key of keys) {
        assert.deepStrictEqual(versions(all.events, key), [1, 2, 3, 4, 5, 6])
        assert.deepStrictEqual(versions(rest.events, key), [2, 3, 4, 5, 6])
      }
      assert.deepStrictEqual(versions(all.events, late.key), [1])
    })
  )
})
