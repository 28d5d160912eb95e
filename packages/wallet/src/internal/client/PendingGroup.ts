import type { Effect } from "effect"
import type { WalletUnavailable } from "../../contract/Problems.js"
import type { PostResult } from "../../contract/Result.js"

/** How a group ends: the answers to its commands, or why there are none. */
export type GroupEnd = Effect.Effect<ReadonlyArray<PostResult>, WalletUnavailable>

/** A group of commands in flight, as JSON, and its waiting caller. */
export class PendingGroup {
  #respond: ((end: GroupEnd) => void) | undefined
  /** What is true of it should there be no answer from now on; once unknown, only an answer changes that. */
  outcome: WalletUnavailable["outcome"] = "not-applied"
  /** Why there was no answer the last time. */
  detail = "the wallet service could not be reached in time"

  /** Milliseconds that it last rested before it was sent again. */
  pause = 0

  constructor(
    readonly brand: string,
    readonly json: string,
    readonly size: number,
    readonly deadline: number,
    respond: ((end: GroupEnd) => void) | undefined
  ) {
    this.#respond = respond
  }

  get ended(): boolean {
    return this.#respond === undefined
  }

  /** Ends it, once; later ends are dropped. */
  end(how: GroupEnd): void {
    const respond = this.#respond
    this.#respond = undefined
    respond?.(how)
  }
}
