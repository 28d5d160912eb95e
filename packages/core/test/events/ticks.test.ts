import * as SqlClient from "@effect/sql/SqlClient"
import { assert, layer } from "@effect/vitest"
import { Effect, FastCheck, Layer, Option } from "effect"
import type { Pool, PoolClient } from "pg"
import { EventStream } from "../../src/events/EventStream.js"
import { layerSql } from "../../src/events/EventStreamSql.js"
import { allPartitions, partitionOf } from "../../src/events/Partition.js"
import { at, type Position, type Positions } from "../../src/events/Position.js"
import { RelayFenced, tick } from "../../src/events/Relay.js"
import type { StreamEvent } from "../../src/events/StreamEvent.js"
import { uuidv7 } from "../../src/Ids.js"
import { withBrand } from "../../src/postgres/BrandTransaction.js"
import { PostgresPool } from "../../src/postgres/Postgres.js"
import { isLongRun } from "../../src/testing/LongRun.js"
import * as TestPostgres from "../../src/testing/TestPostgres.js"
import { aurora, borealis, seedBrands } from "./brands.js"
import { eventOf, insertEvent, streaming } from "./Stream.js"

const keys = 5
const writers = 4

/** Writer 0 stays open over everything the others do. */
const step = FastCheck.oneof(
  {
    weight: 6,
    arbitrary: FastCheck.tuple(FastCheck.constant("write"), FastCheck.nat(writers - 1), FastCheck.nat(keys - 1))
  },
  {
    weight: 2,
    arbitrary: FastCheck.tuple(
      FastCheck.constant("commit"),
      FastCheck.integer({ min: 1, max: writers - 1 }),
      FastCheck.constant(0)
    )
  },
  {
    weight: 1,
    arbitrary: FastCheck.tuple(
      FastCheck.constant("abort"),
      FastCheck.integer({ min: 1, max: writers - 1 }),
      FastCheck.constant(0)
    )
  },
  { weight: 3, arbitrary: FastCheck.tuple(FastCheck.constant("tick"), FastCheck.constant(0), FastCheck.constant(0)) },
  {
    weight: 2,
    arbitrary: FastCheck.tuple(FastCheck.constant("read"), FastCheck.constant(0), FastCheck.integer({ min: 1, max: 4 }))
  }
)

/** Transactions that are open side by side. A key belongs to one of them at a time, as its locked row sees to. */
class Writers {
  readonly #pool: Pool
  readonly committed: Array<string> = []
  readonly #versions = new Map<number, number>()
  readonly #open = new Map<number, { readonly client: PoolClient; readonly wrote: Array<readonly [number, number]> }>()
  readonly ids = Array.from({ length: keys }, () => uuidv7(Date.now()))

  constructor(pool: Pool) {
    this.#pool = pool
  }

  async write(writer: number, key: number): Promise<void> {
    for (const [other, { wrote }] of this.#open) if (other !== writer && wrote.some(([owned]) => owned === key)) return
    const transaction = this.#open.get(writer) ?? { client: await this.#pool.connect(), wrote: [] }
    if (!this.#open.has(writer)) {
      this.#open.set(writer, transaction)
      await transaction.client.query("BEGIN; SELECT set_config('croupier.brands', 'aurora,borealis', true)")
    }
    const version = (this.#versions.get(key) ?? 0) + 1
    const event = eventOf(key % 2 === 0 ? aurora : borealis, this.ids[key]!, version)
    await transaction.client.query(insertEvent, [
      partitionOf(event.key),
      event.brand,
      event.key,
      event.keyVersion,
      event.id,
      event.type,
      event.version,
      JSON.stringify(event.payload),
      event.occurredAt
    ])
    this.#versions.set(key, version)
    transaction.wrote.push([key, version])
  }

  async end(writer: number, how: "COMMIT" | "ROLLBACK"): Promise<void> {
    const transaction = this.#open.get(writer)
    if (transaction === undefined) return
    this.#open.delete(writer)
    await transaction.client.query(how)
    transaction.client.release()
    for (const [key, version] of transaction.wrote) {
      if (how === "COMMIT") this.committed.push(`${this.ids[key]} ${version}`)
      else this.#versions.set(key, Math.min(this.#versions.get(key) ?? 0, version - 1))
    }
  }
}

/** Everything from a position on, by reads of `limit` events. */
const drain = (from: Positions, limit: number) =>
  Effect.gen(function* () {
    const stream = yield* EventStream
    const events: Array<StreamEvent> = []
    for (let position = from; ; ) {
      const batch = yield* stream.read("stream", position, limit)
      events.push(...batch.events)
      position = batch.to
      if (batch.events.length === 0) return { events, to: position }
    }
  })

const newest = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.map(
    sql<{ tick: bigint }>`SELECT tick FROM croupier_stream.relay`,
    ([row]): Position => ({ tick: (row?.tick ?? 0n) + 1n, index: 0 })
  )
)

const named = (events: ReadonlyArray<StreamEvent>) => events.map(({ key, keyVersion }) => `${key} ${keyVersion}`)

const database = layerSql.pipe(Layer.provideMerge(TestPostgres.layer([streaming], { maxConnections: 10 })))

layer(database)("ticks", (it) => {
  it.effect.prop(
    "every committed event comes exactly once, each key in order, and the same again, however transactions overlap",
    [FastCheck.array(step, { minLength: 10, maxLength: 60 })],
    ([steps]) =>
      Effect.gen(function* () {
        yield* seedBrands
        const writing = new Writers(yield* PostgresPool)
        const stream = yield* EventStream
        const start = at(allPartitions, yield* newest)
        const events: Array<StreamEvent> = []
        let position = start
        for (const [kind, writer, number] of steps) {
          if (kind === "write") yield* Effect.promise(() => writing.write(writer, number))
          if (kind === "commit") yield* Effect.promise(() => writing.end(writer, "COMMIT"))
          if (kind === "abort") yield* Effect.promise(() => writing.end(writer, "ROLLBACK"))
          if (kind === "tick") yield* tick("stream", 1n)
          if (kind === "read") {
            const batch = yield* stream.read("stream", position, number)
            events.push(...batch.events)
            position = batch.to
          }
        }
        for (let writer = writers - 1; writer >= 0; writer--) {
          yield* Effect.promise(() => writing.end(writer, "COMMIT"))
          yield* tick("stream", 1n)
        }
        events.push(...(yield* drain(position, 3)).events)

        assert.deepStrictEqual([...named(events)].sort(), [...writing.committed].sort())
        for (const id of writing.ids) {
          const versions = events.filter(({ key }) => key === id).map(({ keyVersion }) => keyVersion)
          assert.deepStrictEqual(
            versions,
            versions.map((_, index) => BigInt(index + 1))
          )
        }
        assert.deepStrictEqual((yield* drain(start, 1000)).events, events)
        const some = allPartitions.filter((partition) => partition % 3 === 0)
        assert.deepStrictEqual(
          (yield* drain(new Map([...start].filter(([partition]) => some.includes(partition))), 2)).events,
          events.filter(({ partition }) => some.includes(partition))
        )
      }),
    { fastCheck: { numRuns: isLongRun ? 400 : 25 } }
  )

  it.effect("nothing new makes no tick, so numbers have no gaps", () =>
    Effect.gen(function* () {
      yield* seedBrands
      const writing = new Writers(yield* PostgresPool)
      yield* tick("stream", 1n)
      const before = yield* newest
      assert.isTrue(Option.isNone(yield* tick("stream", 1n)))
      yield* Effect.promise(() => writing.write(1, 0))
      assert.isTrue(Option.isNone(yield* tick("stream", 1n)))
      yield* Effect.promise(() => writing.end(1, "ROLLBACK"))
      assert.isTrue(Option.isNone(yield* tick("stream", 1n)))
      yield* Effect.promise(() => writing.write(1, 0))
      yield* Effect.promise(() => writing.end(1, "COMMIT"))
      assert.deepStrictEqual(yield* tick("stream", 1n), Option.some(before.tick))
    })
  )

  it.effect("two relays at once make one tick of one event", () =>
    Effect.gen(function* () {
      yield* seedBrands
      const writing = new Writers(yield* PostgresPool)
      yield* Effect.promise(() => writing.write(1, 0))
      yield* Effect.promise(() => writing.end(1, "COMMIT"))
      const made = yield* Effect.all(
        Array.from({ length: 6 }, () => tick("stream", 1n)),
        { concurrency: 6 }
      )
      assert.strictEqual(made.filter(Option.isSome).length, 1)
    })
  )

  it.effect("a backlog becomes batches of a thousand at most, while a transaction stays open over them", () =>
    Effect.gen(function* () {
      yield* seedBrands
      const writing = new Writers(yield* PostgresPool)
      yield* Effect.promise(() => writing.write(0, 0))
      const before = yield* newest
      const sql = yield* SqlClient.SqlClient
      yield* withBrand(aurora)(sql`
        INSERT INTO croupier_stream.outbox
          (partition, brand_id, key, key_version, event_id, type, version, payload, occurred_at)
        SELECT n % 16, 'aurora', lpad(to_hex(n % 32), 32, '0')::uuid, n / 32, gen_random_uuid(), 'Happened', 1, '{}', now()
        FROM generate_series(0, 3199) AS n`)
      yield* tick("stream", 9n)
      yield* Effect.promise(() => writing.end(0, "COMMIT"))
      yield* tick("stream", 9n)
      const { events } = yield* drain(at(allPartitions, before), 300)
      assert.strictEqual(events.length, 3201)
      const sizes = new Map<bigint, number>()
      const last = new Map<string, bigint>()
      for (const event of events) {
        sizes.set(event.tick, (sizes.get(event.tick) ?? 0) + 1)
        assert.isTrue(event.keyVersion > (last.get(event.key) ?? -1n))
        last.set(event.key, event.keyVersion)
      }
      assert.isTrue([...sizes.values()].every((size) => size <= 1000))
    })
  )

  it.effect("a backlog is read in parts by several calls, between which writers and readers continue", () =>
    Effect.gen(function* () {
      yield* seedBrands
      const writing = new Writers(yield* PostgresPool)
      const sql = yield* SqlClient.SqlClient
      yield* tick("stream", 9n)
      yield* Effect.promise(() => writing.write(0, 0))
      yield* Effect.promise(() => writing.write(1, 1))
      const before = yield* newest
      const piled = (from: number, to: number) =>
        withBrand(aurora)(sql`
          INSERT INTO croupier_stream.outbox
            (partition, brand_id, key, key_version, event_id, type, version, payload, occurred_at)
          SELECT n % 16, 'aurora', lpad(to_hex(n % 32), 32, '0')::uuid, n / 32, gen_random_uuid(), 'Happened', 1, '{}', now()
          FROM generate_series(${from}::integer, ${to}::integer) AS n`)
      for (let from = 0; from < 3200; from += 100) yield* piled(from, from + 99)
      // Open over the first of the calls.
      yield* Effect.promise(() => writing.end(1, "COMMIT"))
      const call = Effect.map(
        sql<{ made: bigint }>`SELECT croupier_stream.make_tick(9, 500) AS made`,
        ([row]) => row?.made
      )
      let calls = 0
      while ((yield* call) === -3n) {
        calls++
        yield* piled(3200 + calls * 32, 3200 + calls * 32 + 31)
        if (calls === 2) yield* Effect.promise(() => writing.end(0, "COMMIT"))
        assert.strictEqual((yield* drain(at(allPartitions, before), 300)).events.length, 0)
      }
      assert.isAtLeast(calls, 5)
      const first = yield* drain(at(allPartitions, before), 300)
      // All of the one snapshot: not what was written between the calls.
      assert.strictEqual(first.events.length, 3201)
      yield* tick("stream", 9n)
      const { events } = yield* drain(at(allPartitions, before), 300)
      assert.strictEqual(events.length, 3202 + calls * 32)
      const sizes = new Map<bigint, number>()
      const last = new Map<string, bigint>()
      for (const event of events) {
        sizes.set(event.tick, (sizes.get(event.tick) ?? 0) + 1)
        assert.isTrue(event.keyVersion > (last.get(event.key) ?? -1n))
        last.set(event.key, event.keyVersion)
      }
      assert.isTrue([...sizes.values()].every((size) => size <= 1000))
    })
  )

  it.effect("a batch without its tick is refused, not taken for an empty one", () =>
    Effect.gen(function* () {
      const stream = yield* EventStream
      const beyond = { tick: (yield* newest).tick + 1n, index: 0 }
      const error = yield* Effect.flip(stream.read("stream", at([3], beyond), 10))
      assert.match(error.reason, /batch \d+ of croupier_stream\.outbox is not there/)
    })
  )

  it.effect("a relay that has lost its lease makes no tick", () =>
    Effect.gen(function* () {
      yield* seedBrands
      const writing = new Writers(yield* PostgresPool)
      yield* Effect.promise(() => writing.write(1, 0))
      yield* Effect.promise(() => writing.end(1, "COMMIT"))
      assert.isTrue(Option.isSome(yield* tick("stream", 17n)))
      yield* Effect.promise(() => writing.write(1, 0))
      yield* Effect.promise(() => writing.end(1, "COMMIT"))
      assert.deepStrictEqual(yield* Effect.flip(tick("stream", 16n)), new RelayFenced({ domain: "stream", epoch: 16n }))
      assert.isTrue(Option.isSome(yield* tick("stream", 17n)))
    })
  )
})
