import { FairQueue } from "@croupier/core/worker/FairQueue"
import { Effect } from "effect"
import { WalletUnavailable } from "../contract/Wallet.js"
import { Deadlines } from "../posting/Deadlines.js"
import type { Stamped } from "../rules/state.js"
import { type Answer, Call } from "./Call.js"

/** How a lane gathers. */
export interface LaneOptions {
  /** Commands in a batch at most. */
  readonly maxBatch: number
  /** Calls of one brand that may wait; what is over is refused at once. */
  readonly waiting: number
  /** Milliseconds after which a caller is told that there is no answer. */
  readonly deadline: number
}

/**
 * Posts the calls of its players batch by batch. While a batch is in flight, callers gather for the next one: no timer, so
 * a lone caller waits for nobody. One macrotask passes between batches, in which those just answered may call again. Brands
 * take turns in a batch, so that a flood of one delays another's call by no more than a batch.
 */
export class Lane {
  private readonly waiting: FairQueue<Call>
  private readonly deadlines: Deadlines<Call>
  private running: Promise<void> | undefined

  constructor(
    private readonly post: (batch: ReadonlyArray<Call>) => Promise<void>,
    private readonly options: LaneOptions
  ) {
    this.waiting = new FairQueue(options.waiting)
    const detail = `the ledger gave no answer within ${options.deadline} ms`
    this.deadlines = new Deadlines(options.deadline, (call) =>
      call.answer(Effect.fail(new WalletUnavailable({ outcome: call.outcome, detail })))
    )
  }

  /** Posts a group. Whoever asks may be interrupted; what was asked is posted all the same. */
  submit(group: ReadonlyArray<Stamped>): Answer {
    return Effect.async((resume) => {
      const call = new Call(group, Date.now() + this.options.deadline, (answer) => {
        this.deadlines.delete(call)
        resume(answer)
      })
      if (!this.waiting.offer(brandOf(group), call)) {
        resume(tooMany)
        return
      }
      this.deadlines.add(call)
      this.running ??= this.run()
    })
  }

  /** Resolves when nobody waits any more. */
  async idle(): Promise<void> {
    while (this.running !== undefined) await this.running
  }

  private async run(): Promise<void> {
    while (this.waiting.size > 0) {
      const batch = this.next()
      try {
        await this.post(batch)
      } catch (defect) {
        for (const call of batch) call.answer(Effect.die(defect))
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
    this.running = undefined
  }

  /** The calls that go together: none that touches a key of another, for that one has to see what the other wrote. */
  private next(): ReadonlyArray<Call> {
    const batch: Array<Call> = []
    const keys = new Set<string>()
    let size = 0
    this.waiting.visit((call) => {
      if (call.answered) return "taken"
      if (size >= this.options.maxBatch) return "enough"
      const fits = size === 0 || size + call.group.length <= this.options.maxBatch
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
  new WalletUnavailable({ outcome: "not-applied", detail: "too many postings of this brand wait" })
)
