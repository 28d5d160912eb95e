import { Effect } from "effect"
import { WalletUnavailable } from "../contract/Problems.js"

/** The reason why the wallet does not answer is logged, not sent to the player. */
export const quiet = <A, E, R>(answer: Effect.Effect<A, E | WalletUnavailable, R>) =>
  Effect.catchIf(
    answer,
    (error): error is WalletUnavailable => error instanceof WalletUnavailable,
    ({ detail, outcome }) =>
      Effect.zipRight(Effect.logWarning(`the wallet is unavailable: ${detail}`), new WalletUnavailable({ outcome }))
  )
