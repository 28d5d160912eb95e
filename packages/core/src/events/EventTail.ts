import type { SqlError } from "@effect/sql/SqlError"
import { Context, Effect, Layer, type Option } from "effect"

/** Some events of one partition that lie side by side in a batch: indexes `from` up to, without, `to`. */
export interface Chunk {
  readonly partition: number
  readonly from: number
  readonly to: number
  /** As a JSON array, made by the database. */
  readonly events: string
}

/** The history of a domain's batches: another `stream` after each rebase. */
export interface History {
  readonly stream: string
  /** The newest batch. */
  readonly tick: bigint
}

/** What a tail asks of the database about a domain. */
export interface TailSource {
  readonly history: Effect.Effect<History, SqlError>
  /** Tells a batch from one of the same number in another history; none where it is not there (any more). */
  readonly mark: (tick: bigint) => Effect.Effect<Option.Option<string>, SqlError>
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

/** No tail: everybody reads from the database. */
export const layerNone: Layer.Layer<EventTail> = Layer.succeed(EventTail, { publish: () => Effect.void })
