import { Context, Effect, Layer } from "effect"

/** Some events of one partition that lie side by side in it, as the tail holds them. */
export interface Chunk {
  readonly partition: number
  /** The index of the first one in its batch, and behind the last one. */
  readonly from: number
  readonly to: number
  /** The events as a JSON array, made by the database. */
  readonly events: string
}

/** A batch that the relay has made: what the tail needs to know about it. */
export interface TailBatch {
  readonly domain: string
  /** The stream that the domain's batches belong to; another one after each rebase. */
  readonly stream: string
  readonly tick: bigint
  /** Tells this batch from one of the same number in another history of the database. */
  readonly mark: string
  /** Its chunks, read only where they are wanted. */
  readonly chunks: Effect.Effect<ReadonlyArray<Chunk>, unknown>
}

/**
 * Where the newest batches of the domains lie for a while, faster to read than the database. It may lose any of them at any
 * time: the record is the outbox.
 */
export class EventTail extends Context.Tag("@croupier/core/EventTail")<
  EventTail,
  {
    /** Offers a batch. Never fails, and keeps the relay waiting for a few milliseconds at most. */
    readonly publish: (batch: TailBatch) => Effect.Effect<void>
  }
>() {}

/** No tail: everybody reads from the database. */
export const layerNone: Layer.Layer<EventTail> = Layer.succeed(EventTail, { publish: () => Effect.void })
