import { Effect } from "effect"
import { WalletUnavailable } from "../contract/Problems.js"

/** Why the wallet does not answer stands in the log, not in a player's answer. */
export const quiet = <A, E, R>(answer: Effect.Effect<A, E | WalletUnavailable, R>) =>
  Effect.catchIf(
    answer,
    (error): error is WalletUnavailable => error instanceof WalletUnavailable,
    ({ detail, outcome }) =>
      Effect.zipRight(Effect.logWarning(`the wallet is unavailable: ${detail}`), new WalletUnavailable({ outcome }))
  )
