import { Option, Schema } from "effect"
import type { Position } from "../../events/Position.js"
import { type StreamEvent, storedBrand } from "../../events/StreamEvent.js"

/**
 * An entry of the tail: some events of one partition and one batch, and the promise that there are none between `prev` and
 * them. Its id is the position after them, so that a reader positioned among them gets it too. `events` may be none.
 */
export interface TailEntry {
  readonly prev: Position
  readonly end: Position
  /** The index of the first event. */
  readonly from: number
  /** The batch that the entry was made of, and what distinguishes it from one of another history. */
  readonly tick: bigint
  readonly mark: string
  readonly events: string
}

/** As Redis takes it: the id, then fields and values. */
export const encodeEntry = ({ prev, end, from, tick, mark, events }: TailEntry): ReadonlyArray<string | number> => [
  idOf(end),
  "prev",
  idOf(prev),
  "from",
  from,
  "tick",
  String(tick),
  "mark",
  mark,
  "events",
  events
]

/** The entries of a reply, `[id, fields]` each. One that is not ours is left out: a gap like any other. */
export const decodeEntries = (reply: unknown): ReadonlyArray<TailEntry> =>
  (Option.getOrNull(decodeReply(reply)) ?? []).flatMap(([id, fields]) => {
    const entry = decodeEntry(id, fields)
    return entry === undefined ? [] : [entry]
  })

const decodeReply = Schema.decodeUnknownOption(
  Schema.NullishOr(Schema.Array(Schema.Tuple(Schema.String, Schema.Array(Schema.String))))
)

const decodeEntry = (id: string, fields: ReadonlyArray<string>): TailEntry | undefined => {
  const values = new Map<string, string>()
  for (let at = 0; at + 1 < fields.length; at += 2) values.set(fields[at] ?? "", fields[at + 1] ?? "")
  const end = positionOf(id)
  const prev = positionOf(values.get("prev") ?? "")
  const [from, tick, mark, events] = ["from", "tick", "mark", "events"].map((name) => values.get(name))
  if (end === undefined || prev === undefined || !/^\d+$/.test(tick ?? "") || !/^\d+$/.test(from ?? ""))
    return undefined
  if (mark === undefined || events === undefined) return undefined
  return { prev, end, from: Number(from), tick: BigInt(tick ?? 0), mark, events }
}

/** The id after which a reader at this position continues. */
export const idOf = ({ tick, index }: Position): string => `${tick}-${index}`

/** The events of an entry from an index on. */
export const eventsOf = (entry: TailEntry, partition: number, since: number): ReadonlyArray<StreamEvent> => {
  const rows: ReadonlyArray<Row> = JSON.parse(entry.events)
  return rows.slice(Math.max(0, since - entry.from)).map((row, at) => ({
    brand: storedBrand(row[0]),
    key: row[1],
    keyVersion: BigInt(row[2]),
    id: row[3],
    type: row[4],
    version: row[5],
    payload: row[6],
    occurredAt: new Date(row[7]),
    trace: row[8],
    partition,
    tick: entry.tick,
    index: Math.max(entry.from, since) + at
  }))
}

/** In the order of `tail_batch`. */
type Row = readonly [
  brand: string,
  key: string,
  keyVersion: string,
  id: string,
  type: string,
  version: number,
  payload: unknown,
  occurredAt: number,
  trace: string | null
]

const positionOf = (id: string): Position | undefined => {
  const [, tick, index] = /^(\d+)-(\d+)$/.exec(id) ?? []
  return tick === undefined ? undefined : { tick: BigInt(tick), index: Number(index) }
}
