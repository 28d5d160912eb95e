import { markReplayed } from "@croupier/core/http/IdempotencyKey"
import { Effect } from "effect"
import type { Kept } from "../contract/DepositRequests.js"

/** Answers what is stored under the caller's key, and marks it where it was stored before. */
export const idempotentResponse = <A, E, R>(kept: Effect.Effect<Kept<A>, E, R>): Effect.Effect<A, E, R> =>
  Effect.flatMap(kept, ({ replayed, value }) => (replayed ? Effect.as(markReplayed, value) : Effect.succeed(value)))
