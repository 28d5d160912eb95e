import { FairQueue } from "./FairQueue.js"

/** How many may run at once, how many of one share, and how many of one share may wait. */
export interface FairSlotsOptions {
  readonly concurrency: number
  /** By default as many as may run at all. */
  readonly each?: number
  readonly waiting: number
}

/** Called when it may start. */
export type Start = () => void

/** A limited number of slots that shares take in turn. For paths without fibers; `FairTurns` is the same for effects. */
export class FairSlots {
  readonly #options: FairSlotsOptions
  readonly #queue: FairQueue<{ readonly share: string; readonly start: Start }>
  readonly #waiting = new Map<Start, { readonly share: string; readonly start: Start }>()
  readonly #running = new Map<string, number>()
  #total = 0

  constructor(options: FairSlotsOptions) {
    this.#options = options
    this.#queue = new FairQueue(options.waiting)
  }

  /** Starts at once or in its turn; false, and it never starts, where too many of its share wait. A started caller has to `leave`. */
  enter(share: string, start: Start): boolean {
    if (this.#mayRun(share)) {
      this.#run(share, start)
      return true
    }
    const waiter = { share, start }
    if (!this.#queue.offer(share, waiter)) return false
    this.#waiting.set(start, waiter)
    return true
  }

  /** Gives up waiting; false where it has started, so has to `leave`. */
  cancel(start: Start): boolean {
    const waiter = this.#waiting.get(start)
    if (waiter === undefined) return false
    this.#waiting.delete(start)
    return this.#queue.remove(waiter.share, waiter)
  }

  /** Frees the slot of a share for the next in turn. */
  leave(share: string): void {
    this.#total--
    const left = (this.#running.get(share) ?? 0) - 1
    if (left > 0) this.#running.set(share, left)
    else this.#running.delete(share)
    const next = this.#queue.take((other) => this.#mayRun(other))
    if (next === undefined) return
    this.#waiting.delete(next.start)
    this.#run(next.share, next.start)
  }

  #mayRun(share: string): boolean {
    const { concurrency, each = concurrency } = this.#options
    return this.#total < concurrency && (this.#running.get(share) ?? 0) < each
  }

  #run(share: string, start: Start): void {
    this.#total++
    this.#running.set(share, (this.#running.get(share) ?? 0) + 1)
    start()
  }
}
