/** `closed`: requests pass. `open`: they are refused at once. `half-open`: one passes, and its outcome decides. */
export type BreakerState = "closed" | "open" | "half-open"

/** When a breaker opens: the number of failures in a row; and how long it stays open, first and at most, in milliseconds. */
export interface BreakerOptions {
  readonly failures: number
  readonly pause: number
  readonly maxPause: number
}

export const defaultBreaker: BreakerOptions = { failures: 5, pause: 500, maxPause: 5_000 }

/**
 * Keeps requests away from an upstream that does not answer. Only what the transport says counts (no connection, a reset, no
 * answer in time); an answer of any status is an answer. Times are milliseconds of a clock that only rises.
 */
export class Breaker {
  #failures = 0
  #openUntil = 0
  #pause: number
  #probing = false
  readonly #options: BreakerOptions

  constructor(options: BreakerOptions = defaultBreaker) {
    this.#options = options
    this.#pause = options.pause
  }

  state(now: number): BreakerState {
    if (this.#failures < this.#options.failures) return "closed"
    return now < this.#openUntil ? "open" : "half-open"
  }

  /** Whether a request may pass now. A caller that gets true has to report `succeeded`, `failed` or `abandoned`. */
  admits(now: number): boolean {
    const state = this.state(now)
    if (state === "closed") return true
    if (state === "open" || this.#probing) return false
    this.#probing = true
    return true
  }

  /** Seconds after which it is worth to ask again, at least one. */
  retryAfter(now: number): number {
    return Math.max(1, Math.ceil((this.#openUntil - now) / 1000))
  }

  succeeded(): void {
    this.#failures = 0
    this.#probing = false
    this.#pause = this.#options.pause
  }

  failed(now: number): void {
    this.#failures++
    if (this.#failures < this.#options.failures) return
    // Those that were under way when it opened say nothing new.
    if (!this.#probing && this.#failures > this.#options.failures) return
    this.#openUntil = now + this.#pause
    if (this.#probing) this.#pause = Math.min(this.#pause * 2, this.#options.maxPause)
    this.#probing = false
  }

  /** The client disconnected: the request does not show the state of the upstream. */
  abandoned(): void {
    this.#probing = false
  }
}
