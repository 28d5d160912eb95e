import type { Effect } from "effect"
import type { WalletUnavailable } from "../../contract/Problems.js"
import type { PostResult } from "../../contract/Result.js"
import { type Needs, needs } from "../../rules/needs.js"
import type { Stamped } from "../../rules/State.js"

/** How a call ends: the answers to its commands, or why there are none. */
export type Answer = Effect.Effect<ReadonlyArray<PostResult>, WalletUnavailable>

/** Commands of one caller that are applied whole or not at all, and their waiting caller. */
export class Call {
  #respond: ((answer: Answer) => void) | undefined
  readonly needs: ReadonlyArray<Needs>
  /** Every key that it takes or reads. */
  readonly keys: ReadonlyArray<string>
  /** What is true of it should there be no answer from now on. */
  outcome: WalletUnavailable["outcome"] = "not-applied"

  constructor(
    readonly group: ReadonlyArray<Stamped>,
    readonly deadline: number,
    respond: ((answer: Answer) => void) | undefined
  ) {
    this.#respond = respond
    this.needs = group.map(({ command }) => needs(command))
    this.keys = this.needs.flatMap(({ brand, keys }) => keys.map((key) => `${brand} ${key}`))
  }

  get answered(): boolean {
    return this.#respond === undefined
  }

  /** Answers, once; later answers are dropped. */
  answer(answer: Answer): void {
    const respond = this.#respond
    this.#respond = undefined
    respond?.(answer)
  }
}
