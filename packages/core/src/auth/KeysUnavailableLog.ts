import { Effect } from "effect"
import { LogSample } from "../log/LogSample.js"
import type { KeysUnavailable } from "./JwksSource.js"

/** A few lines when it begins, then one in ten seconds, for each issuer. */
const rate = { perSecond: 0.1, burst: 3 }

/** Logs that an issuer's keys are missing, of the many requests that need them by a sample. */
export class KeysUnavailableLog {
  readonly #sample = new LogSample(rate)

  note({ detail, issuer }: KeysUnavailable): Effect.Effect<void> {
    return this.#sample.log(issuer, Effect.logWarning(`verification keys of issuer ${issuer} unavailable: ${detail}`))
  }
}
