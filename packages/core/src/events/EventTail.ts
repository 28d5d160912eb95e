import type { SqlError } from "@effect/sql/SqlError"
import { Context, Effect, Layer } from "effect"

/** Some events of one partition that lie side by side in a batch: indexes `from` up to, without, `to`. */
export interface Chunk {
  /** The history that the batch belongs to: another one after each rebase. */
  readonly stream: string
  /** Tells the batch from one of the same number in another history. */
  readonly mark: string
  readonly partition: number
  readonly from: number
  readonly to: number
  /** As a JSON array, made by the database. */
  readonly events: string
}

/** What the database says about batches: the history as it is, its newest batch, and the marks of those that are there. */
export interface Marks {
  readonly stream: string
  readonly newest: bigint
  readonly marks: ReadonlyMap<bigint, string>
}

/** What a tail asks of the database about a domain. */
export interface TailSource {
  readonly marks: (ticks: ReadonlyArray<bigint>) => Effect.Effect<Marks, SqlError>
  readonly chunks: (tick: bigint) => Effect.Effect<ReadonlyArray<Chunk>, SqlError>
  /** No batch is made of this stream any more until a rebase. */
  readonly halt: (stream: string, reason: string) => Effect.Effect<void, SqlError>
}

/**
 * Where the newest batches of the domains lie for a while, faster to read than the database. It may lose any of them at any
 * time: the record is the outbox.
 */
export class EventTail extends Context.Tag("@croupier/core/EventTail")<
  EventTail,
  {
    /** Offers the batches up to this one. Never fails, and keeps the relay waiting for some milliseconds at most. */
    readonly publish: (domain: string, tick: bigint, source: TailSource) => Effect.Effect<void>
  }
>() {}

/** No tail: all readers read from the database. */
export const layerNone: Layer.Layer<EventTail> = Layer.succeed(EventTail, { publish: () => Effect.void })
