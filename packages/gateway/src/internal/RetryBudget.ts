/** Allows one retry for every ten requests, and ten in a row, so that retries never multiply an outage. */
export class RetryBudget {
  #tokens = capacity

  /** To be called for every request. */
  request(): void {
    this.#tokens = Math.min(capacity, this.#tokens + share)
  }

  /** Whether a retry may be made now. */
  retry(): boolean {
    if (this.#tokens < 1) return false
    this.#tokens--
    return true
  }
}

const capacity = 10
const share = 0.1
