import { BatchQueue } from "@croupier/core/queue/BatchQueue"
import type { FairQueue } from "@croupier/core/queue/FairQueue"
import { Effect } from "effect"
import { WalletUnavailable } from "../../contract/Problems.js"
import type { Stamped } from "../../rules/State.js"
import { Deadlines } from "../posting/Deadlines.js"
import { type Answer, Call } from "./Call.js"

/** How a lane gathers. */
export interface LaneOptions {
  /** Commands in a batch at most. */
  readonly maxBatch: number
  /** Calls of one brand that may wait; what is over is refused at once. */
  readonly waiting: number
  /** Milliseconds after which a call fails without an answer. */
  readonly deadline: number
}

/**
 * Posts the calls of its players batch by batch. Brands take turns in a batch, so that a flood of one delays another's call by
 * no more than a batch.
 */
export class Lane {
  readonly #post: (batch: ReadonlyArray<Call>) => Promise<void>
  readonly #options: LaneOptions
  readonly #queue: BatchQueue<Call>
  readonly #deadlines: Deadlines<Call>

  constructor(post: (batch: ReadonlyArray<Call>) => Promise<void>, options: LaneOptions) {
    this.#post = post
    this.#options = options
    this.#queue = new BatchQueue(options.waiting, (waiting) => this.#run(waiting))
    const detail = `the ledger gave no answer within ${options.deadline} ms`
    this.#deadlines = new Deadlines(options.deadline, (call) =>
      call.answer(Effect.fail(new WalletUnavailable({ outcome: call.outcome, detail })))
    )
  }

  /** Posts a group. The caller may be interrupted; the group is still posted. */
  submit(group: ReadonlyArray<Stamped>): Answer {
    return Effect.async((resume) => {
      const call = new Call(group, Date.now() + this.#options.deadline, (answer) => {
        this.#deadlines.delete(call)
        resume(answer)
      })
      this.#deadlines.add(call)
      if (!this.#queue.offer(brandOf(group), call)) call.answer(tooMany)
    })
  }

  /** Resolves when no call waits. */
  idle(): Promise<void> {
    return this.#queue.idle()
  }

  async #run(waiting: FairQueue<Call>): Promise<number> {
    const batch = this.#next(waiting)
    try {
      await this.#post(batch)
    } catch (defect) {
      for (const call of batch) call.answer(Effect.die(defect))
    }
    return 0
  }

  /** The calls that go together: none that touches a key of another, for that one has to see what the other wrote. */
  #next(waiting: FairQueue<Call>): ReadonlyArray<Call> {
    const batch: Array<Call> = []
    const keys = new Set<string>()
    let size = 0
    waiting.visit((call) => {
      if (call.answered) return "taken"
      if (size >= this.#options.maxBatch) return "enough"
      const fits = size === 0 || size + call.group.length <= this.#options.maxBatch
      const isFree = fits && !call.keys.some((key) => keys.has(key))
      for (const key of call.keys) keys.add(key)
      if (!isFree) return "left"
      batch.push(call)
      size += call.group.length
      return "taken"
    })
    return batch
  }
}

/** A group is one wallet's, so one brand's. */
const brandOf = ([first]: ReadonlyArray<Stamped>): string => first?.command.brand ?? ""

const tooMany: Answer = Effect.fail(
  new WalletUnavailable({ outcome: "not-applied", detail: "too many postings of this brand are waiting" })
)
