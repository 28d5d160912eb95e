import { FairQueue } from "./FairQueue.js"

/** Processes one batch of the waiting items, and answers the pause before the next one in milliseconds; 0 for none. */
export type BatchWork<A> = (waiting: FairQueue<A>) => Promise<number>

/**
 * A bounded, fair queue worked on batch by batch, one at a time: what is offered while a batch is in flight gathers for the
 * next. There is no timer, so a lone item waits for no other. One macrotask passes between batches, in which callers just
 * answered may offer again.
 */
export class BatchQueue<A> {
  readonly #work: BatchWork<A>
  readonly #waiting: FairQueue<A>
  #running: Promise<void> | undefined

  /** `most` is how many items of one share may wait. */
  constructor(most: number, work: BatchWork<A>) {
    this.#work = work
    this.#waiting = new FairQueue(most)
  }

  /** Adds an item behind those of its share; false where the share has too many waiting. */
  offer(share: string, item: A): boolean {
    const fits = this.#waiting.offer(share, item)
    if (fits) this.#wake()
    return fits
  }

  /** Adds an item that was taken before, whatever the bound. */
  putBack(share: string, item: A): void {
    this.#waiting.putBack(share, item)
    this.#wake()
  }

  /** Resolves when nothing waits and nothing is in flight. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running
  }

  #wake(): void {
    this.#running ??= this.#run()
  }

  async #run(): Promise<void> {
    while (this.#waiting.size > 0) {
      const pause = await this.#work(this.#waiting)
      await new Promise<void>((resolve) => (pause > 0 ? setTimeout(resolve, pause) : setImmediate(resolve)))
    }
    this.#running = undefined
  }
}
