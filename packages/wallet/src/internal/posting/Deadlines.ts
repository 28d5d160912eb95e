/** Waiting calls with one common deadline, and what is done with each that has passed it. */
export class Deadlines<A extends { readonly deadline: number }> {
  readonly #millis: number
  readonly #expire: (late: A) => void
  /** In the order of their deadlines. */
  readonly #open = new Set<A>()
  #timer: NodeJS.Timeout | undefined

  constructor(millis: number, expire: (late: A) => void) {
    this.#millis = millis
    this.#expire = expire
  }

  add(one: A): void {
    this.#open.add(one)
    this.#timer ??= this.#watch(this.#millis)
  }

  delete(one: A): void {
    this.#open.delete(one)
  }

  #watch(millis: number): NodeJS.Timeout {
    return setTimeout(() => {
      const now = Date.now()
      this.#timer = undefined
      for (const one of this.#open) {
        if (one.deadline > now) {
          this.#timer = this.#watch(one.deadline - now)
          return
        }
        this.#expire(one)
      }
    }, millis)
  }
}
