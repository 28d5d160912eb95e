/** How long a caller is taken for a provider after its last verified callback, in milliseconds. */
const forgetAfter = 3_600_000

/** The maximum number: the one with the oldest verified callback is evicted. */
const capacity = 10_000

/** The client addresses and credentials with which callbacks were verified lately, as the game service says in its answers. */
export class VerifiedCallers {
  readonly #seen = new Map<string, number>()

  /** Notes a verified callback. */
  add(address: string, credential: string, now: number): void {
    const name = nameOf(address, credential)
    this.#seen.delete(name)
    this.#seen.set(name, now)
    const oldest = this.#seen.keys().next()
    if (this.#seen.size > capacity && !oldest.done) this.#seen.delete(oldest.value)
  }

  has(address: string, credential: string, now: number): boolean {
    const at = this.#seen.get(nameOf(address, credential))
    return at !== undefined && now - at < forgetAfter
  }
}

const nameOf = (address: string, credential: string): string => `${address} ${credential}`
