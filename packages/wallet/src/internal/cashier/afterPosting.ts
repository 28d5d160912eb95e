import { Effect } from "effect"
import { WalletUnavailable } from "../../contract/Problems.js"

/** A read that follows on a posting that took effect: whoever asked is not told that nothing happened where it fails. */
export const afterPosting = <A, E, R>(read: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.mapError(read, (error) =>
    error instanceof WalletUnavailable
      ? (new WalletUnavailable({ outcome: "unknown", detail: error.detail }) as E & WalletUnavailable)
      : error
  )
