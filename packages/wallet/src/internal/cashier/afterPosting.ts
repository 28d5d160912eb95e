import { Effect } from "effect"
import { WalletUnavailable } from "../../contract/Problems.js"

/** A read after a posting that took effect: its failure does not report that nothing happened. */
export const afterPosting = <A, E, R>(read: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.mapError(read, (error) =>
    error instanceof WalletUnavailable
      ? (new WalletUnavailable({ outcome: "unknown", detail: error.detail }) as E & WalletUnavailable)
      : error
  )
