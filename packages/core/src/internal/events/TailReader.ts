import { Effect } from "effect"
import type { Batch } from "../../events/EventStream.js"
import type { TailSource } from "../../events/EventTail.js"
import { isBefore, type Position, type Positions } from "../../events/Position.js"
import type { StreamEvent } from "../../events/StreamEvent.js"
import type { Redis } from "../../redis/Redis.js"
import { type Command, pipelined } from "../redis/pipelined.js"
import { decodeEntries, eventsOf, idOf, type TailEntry } from "./TailEntry.js"
import { tailKey } from "./tailKey.js"

const restMillis = 1000

/** Reads what the tail has of a domain after given positions, and uses it only where the database has those batches. */
export class TailReader {
  #stream: string | undefined
  #eventsInEntry = 1
  #restsUntil = 0
  constructor(
    readonly domain: string,
    readonly ask: Redis["Type"]["ask"],
    readonly source: TailSource
  ) {}

  /**
   * None where the outbox has to be asked: for something new, for a gap, for what is not of this history, and while Redis,
   * which has just failed, is left alone.
   */
  read(from: Positions, limit: number) {
    if (from.size === 0 || performance.now() < this.#restsUntil) return Effect.succeed(undefined)
    return Effect.catchAllCause(this.#read(from, limit), (cause) => {
      this.#restsUntil = performance.now() + restMillis
      return Effect.as(Effect.logDebug(`cannot read the tail of ${this.domain}`, cause), undefined)
    })
  }

  /**
   * The outbox had events that the tail did not serve. Perhaps the batches were restarted, in another stream: its name is
   * asked for again before the next read, since the old one will never have anything that says so.
   */
  missed(): void {
    this.#stream = undefined
  }

  #read(from: Positions, limit: number) {
    return Effect.gen(this, function* () {
      this.#stream ??= (yield* this.source.marks([])).stream
      const entries = yield* this.#entries(this.#stream, from, limit)
      const next = inOrder(from, entries)
      if (next === undefined || next.length === 0) return undefined
      const batch = taken(from, next, limit)
      const { stream, marks } = yield* this.source.marks([...new Set(batch.used.map(({ tick }) => tick))])
      const isOurs = stream === this.#stream && batch.used.every(({ tick, mark }) => marks.get(tick) === mark)
      this.#stream = stream
      this.#eventsInEntry = Math.max(1, batch.events.length / batch.used.length)
      return isOurs ? batch : undefined
    })
  }

  #entries(stream: string, from: Positions, limit: number) {
    const partitions = [...from]
    const count = Math.min(64, Math.ceil(limit / partitions.length / this.#eventsInEntry))
    const ranges = partitions.map(([partition, position]): Command => {
      const key = tailKey(this.domain, partition, stream)
      return ["XRANGE", key, `(${idOf(position)}`, "+", "COUNT", count]
    })
    return Effect.map(
      this.ask((client) => pipelined(client, ranges)),
      (replies) => new Map(partitions.map(([partition], at) => [partition, decodeEntries(replies[at])]))
    )
  }
}

/** An entry that follows on what its partition's reader has. */
interface Next extends TailEntry {
  readonly partition: number
}

/** What follows without a gap on each position, by batches; none at all where a partition begins with a gap. */
const inOrder = (
  from: Positions,
  entries: ReadonlyMap<number, ReadonlyArray<TailEntry>>
): ReadonlyArray<Next> | undefined => {
  const next: Array<Next> = []
  for (const [partition, position] of from) {
    let end: Position = position
    for (const entry of entries.get(partition) ?? []) {
      if (isBefore(end, entry.prev)) {
        if (end === position) return undefined
        break
      }
      next.push({ ...entry, partition })
      end = entry.end
    }
  }
  return next.sort((one, other) => Number(one.tick - other.tick))
}

interface Taken extends Batch {
  readonly used: ReadonlyArray<Next>
}

const taken = (from: Positions, next: ReadonlyArray<Next>, limit: number): Taken => {
  const to = new Map(from)
  const used: Array<Next> = []
  let events: ReadonlyArray<StreamEvent> = []
  for (const entry of next) {
    const position = to.get(entry.partition)
    const since = position?.tick === entry.tick ? position.index : 0
    const room = limit - events.length
    const mine = eventsOf(entry, entry.partition, since)
    const last = mine[room - 1]
    used.push(entry)
    events = [...events, ...mine.slice(0, room)]
    if (last !== undefined && mine.length > room) {
      to.set(entry.partition, { tick: last.tick, index: last.index + 1 })
      break
    }
    to.set(entry.partition, entry.end)
    if (events.length === limit) break
  }
  return { events, to, used }
}
