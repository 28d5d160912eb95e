import { Effect } from "effect"
import { WalletUnavailable } from "../contract/Wallet.js"
import { Deadlines } from "../posting/Deadlines.js"
import type { Stamped } from "../rules/state.js"
import { type Answer, Call } from "./Call.js"

/** How a lane gathers. */
export interface LaneOptions {
  /** Commands in a batch at most. */
  readonly maxBatch: number
  /** Milliseconds after which a caller is told that there is no answer. */
  readonly deadline: number
}

/**
 * Posts the calls of its players batch by batch. While a batch is in flight, callers gather for the next one: no timer, so
 * a lone caller waits for nobody. One macrotask passes between batches, in which those just answered may call again.
 */
export class Lane {
  private waiting: Array<Call> = []
  private readonly deadlines: Deadlines<Call>
  private running: Promise<void> | undefined

  constructor(
    private readonly post: (batch: ReadonlyArray<Call>) => Promise<void>,
    private readonly options: LaneOptions
  ) {
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
      this.deadlines.add(call)
      this.waiting.push(call)
      this.running ??= this.run()
    })
  }

  /** Resolves when nobody waits any more. */
  async idle(): Promise<void> {
    while (this.running !== undefined) await this.running
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
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
    const left: Array<Call> = []
    const keys = new Set<string>()
    let size = 0
    for (const call of this.waiting) {
      if (call.answered) continue
      const fits = size === 0 || size + call.group.length <= this.options.maxBatch
      if (!fits || call.keys.some((key) => keys.has(key))) {
        left.push(call)
      } else {
        batch.push(call)
        size += call.group.length
      }
      for (const key of call.keys) keys.add(key)
    }
    this.waiting = left
    return batch
  }
}
