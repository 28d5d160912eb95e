import { Effect, Metric, Schema } from "effect"
import type { Chunk, TailSource } from "../../events/EventTail.js"
import { allPartitions } from "../../events/Partition.js"
import type { Position } from "../../events/Position.js"
import type { Redis } from "../../redis/Redis.js"
import { type Command, pipelined } from "../redis/pipelined.js"
import { EntrySizes } from "./EntrySizes.js"
import { decodeEntries, encodeEntry, type TailEntry } from "./TailEntry.js"
import { tailEntries } from "./TailMetrics.js"
import { tailKey } from "./tailKey.js"

/** What was thought to be in Redis is not there: it was flushed, or belongs to another history. */
export class TailLost extends Schema.TaggedError<TailLost>()("TailLost", { reason: Schema.String }) {}

/** How much of a partition is kept, and for how many seconds once it is not written any more. */
const keep = { bytes: 1_048_576, entries: 1000, seconds: 3600 }

/** How often the progress of each partition is written, so that its readers' positions advance without events too. */
const advanceEvery = 5000

/** Batches behind the newest that are still put into the tail; what lies further back is read from the outbox. */
const mostBehind = 20n

/**
 * What this writer has written without a break: up to which batch, where each partition then was, and when all were written.
 * `sizes` has the bytes of what lies in each stream.
 */
interface Written {
  readonly stream: string
  readonly tick: bigint
  readonly ends: ReadonlyMap<number, Position>
  readonly sizes: ReadonlyMap<number, EntrySizes>
  readonly advancedAt: number
}

/**
 * Puts a domain's batches into Redis. After a failure it starts over without state: it empties the streams, each entry
 * promises less, and readers further back find a gap. Streams are trimmed before anything is added, since a Redis
 * that is full refuses writes but still trims: so it makes room for itself.
 */
export class TailWriter {
  #written: Written | undefined
  constructor(
    readonly domain: string,
    readonly ask: Redis["Type"]["ask"]
  ) {}

  write(newest: bigint, source: TailSource) {
    return Effect.gen(this, function* () {
      let written = this.#written ?? (yield* this.#begin(newest, source))
      this.#written = undefined
      if (newest <= written.tick) return
      if (newest - written.tick > mostBehind) written = { ...written, ends: new Map(), tick: newest - 1n }
      while (written.tick < newest) written = yield* this.#batch(written, source)
      if (performance.now() - written.advancedAt > advanceEvery) written = yield* this.#advance(written, source)
      this.#written = written
    })
  }

  /** Redis may be newer than this database: then a restore has lost what it holds, and an operator has to know. */
  #begin(newest: bigint, source: TailSource) {
    return Effect.gen(this, function* () {
      const { stream } = yield* source.marks([])
      const tops = yield* this.#ask((partition) => ["XREVRANGE", this.#key(stream, partition), "+", "-", "COUNT", 1])
      const last = tops
        .flatMap(decodeEntries)
        .reduce<TailEntry | undefined>(
          (one, other) => (one !== undefined && one.tick > other.tick ? one : other),
          undefined
        )
      if (last !== undefined) {
        const ours = yield* source.marks([last.tick])
        const mark = ours.marks.get(last.tick)
        if (mark === undefined ? last.tick > ours.newest : mark !== last.mark) {
          const reason = `the streams in Redis hold a batch ${last.tick} that this database has not made`
          yield* source.halt(stream, reason)
          return yield* new TailLost({ reason })
        }
      }
      // The newest entry stays: it shows the next writer how far Redis is.
      yield* this.#ask((partition) => ["XTRIM", this.#key(stream, partition), "MAXLEN", 1])
      const sizes = new Map(allPartitions.map((partition) => [partition, new EntrySizes()]))
      return {
        stream,
        tick: newest - 1n,
        ends: new Map(),
        sizes,
        advancedAt: Number.NEGATIVE_INFINITY
      } satisfies Written
    })
  }

  #batch(written: Written, source: TailSource) {
    return Effect.gen(this, function* () {
      const tick = written.tick + 1n
      const chunks = yield* source.chunks(tick)
      if (chunks.some(({ stream }) => stream !== written.stream)) {
        return yield* new TailLost({ reason: "the batches were restarted" })
      }
      return { ...written, tick, ends: yield* this.#add(written, entriesOf(chunks, tick, written.ends)) }
    })
  }

  /** An entry without events for each partition. */
  #advance(written: Written, source: TailSource) {
    return Effect.gen(this, function* () {
      const { tick, ends } = written
      const { marks, stream } = yield* source.marks([tick])
      const mark = marks.get(tick)
      if (mark === undefined || stream !== written.stream) return written
      const end = { tick: tick + 1n, index: 0 }
      const told = yield* this.#add(
        written,
        allPartitions.map((partition) => {
          const prev = ends.get(partition) ?? { tick, index: 0 }
          return [partition, { prev, end, from: 0, tick, mark, events: "[]" }]
        })
      )
      yield* this.#ask((partition) => ["EXPIRE", this.#key(stream, partition), keep.seconds])
      return { ...written, ends: told, advancedAt: performance.now() }
    })
  }

  /** A stream that existed a moment ago is not created again: a new one would hide that it was flushed. */
  #add({ stream, ends, sizes }: Written, entries: Entries) {
    return Effect.gen(this, function* () {
      const replies = yield* this.ask((client) =>
        pipelined(
          client,
          entries.flatMap(([partition, entry]): ReadonlyArray<Command> => {
            const key = this.#key(stream, partition)
            const encoded = encodeEntry(entry)
            const kept = sizes.get(partition)?.add(encoded, keep)
            return [
              ...(kept === undefined ? [] : [["XTRIM", key, "MAXLEN", kept] as const]),
              ["XADD", key, ...(ends.has(partition) ? ["NOMKSTREAM"] : []), ...encoded]
            ]
          })
        )
      )
      if (replies.includes(null)) return yield* new TailLost({ reason: "the streams were flushed" })
      yield* Metric.incrementBy(tailEntries, entries.length)
      return new Map([...ends, ...entries.map(([partition, { end }]) => [partition, end] as const)])
    })
  }

  /** A command for each partition. */
  #ask(command: (partition: number) => Command) {
    return this.ask((client) => pipelined(client, allPartitions.map(command)))
  }

  #key(stream: string, partition: number): string {
    return tailKey(this.domain, partition, stream)
  }
}

type Entries = ReadonlyArray<readonly [partition: number, entry: TailEntry]>

/** What lies before an entry is known where this writer wrote the one before it; else only that it begins where it begins. */
const entriesOf = (chunks: ReadonlyArray<Chunk>, tick: bigint, ends: ReadonlyMap<number, Position>): Entries => {
  const last = new Map(ends)
  return chunks.map(({ partition, from, to, mark, events }) => {
    const end = { tick, index: to }
    const prev = last.get(partition) ?? { tick, index: from }
    last.set(partition, end)
    return [partition, { prev, end, from, tick, mark, events }]
  })
}
