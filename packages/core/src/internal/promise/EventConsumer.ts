import type { DatabaseOptions, LogEntry } from "../../promise/Options.js"

/** An event as its domain publishes it; `docs/reference/events.md` lists the types and their payloads. */
export interface ConsumedEvent {
  readonly id: string
  readonly brand: string
  /** The player that it is about, a UUID. */
  readonly key: string
  /** Counts the player's events of the domain, by one each: they come in this order. */
  readonly keyVersion: number
  /** Such as `wallet.bet-placed`. */
  readonly type: string
  /** Of the payload's shape. */
  readonly version: number
  readonly payload: unknown
  readonly occurredAt: Date
  readonly trace: string | null
}

/** Runs one statement in the transaction of the events, with `$1`, `$2`, … for its values. */
export type Query = (
  text: string,
  values?: ReadonlyArray<unknown>
) => Promise<ReadonlyArray<Readonly<Record<string, unknown>>>>

/** Which events, under which name, and what becomes of them. */
export type ConsumerOptions = DatabaseOptions & {
  /** Its position is stored under this name: 2 to 48 of a-z, 0-9 and -. Two consumers never share one. */
  readonly consumer: string
  /** Such as `wallet` or `player`. */
  readonly domain: string
  /**
   * Writes the effects of events, given in order, by `query` alone; they are committed together with the position, or not at
   * all. After a failure the same events come again. It has two seconds, and calls no other service.
   */
  readonly apply: (events: ReadonlyArray<ConsumedEvent>, query: Query) => Promise<void>
  /** Events in one transaction at most; default 500. */
  readonly limit?: number
  /** Takes what it has to say in the background; default `console.warn`. */
  readonly log?: (entry: LogEntry) => void
}

/** A consumer that runs. */
export interface EventConsumer {
  /** Lets the current transaction end and stops within ten seconds; others take over its share at once. */
  readonly close: () => Promise<void>
}
