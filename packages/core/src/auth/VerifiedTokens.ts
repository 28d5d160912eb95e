import { hash } from "node:crypto"

/** Tokens found valid, by hash until they expire, at most `capacity` of them: a signature is checked once, not on every request. */
export class VerifiedTokens<A extends { readonly expiresAt: number }> {
  readonly #entries = new Map<string, A>()
  readonly #capacity: number

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** The name under which a token is remembered; the token itself is not kept. */
  static hashOf(token: string): string {
    return hash("sha256", token, "base64url")
  }

  get(key: string, now: number): A | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined || entry.expiresAt > now) return entry
    this.#entries.delete(key)
    return undefined
  }

  set(key: string, entry: A): void {
    if (this.#entries.size >= this.#capacity) {
      for (const oldest of this.#entries.keys()) {
        this.#entries.delete(oldest)
        break
      }
    }
    this.#entries.set(key, entry)
  }
}
