import { Effect, Option } from "effect"

/**
 * The epoch of the lease that this process holds now, none while another holds it. It grows with each holder; every write
 * made under the lease is refused where a newer one has been seen.
 */
export type Epoch = Effect.Effect<Option.Option<bigint>>

/** For a process that has no other beside it, and so no lease. */
export const alone: Epoch = Effect.succeed(Option.some(1n))
