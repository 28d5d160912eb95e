import type { Rate } from "../RouteClass.js"

interface Bucket {
  tokens: number
  at: number
}

/** Token buckets by name, in memory, at most `capacity` of them: the oldest gives way. */
export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>()
  readonly #capacity: number

  constructor(capacity = 100_000) {
    this.#capacity = capacity
  }

  /** Takes one token at `now` (milliseconds); answers 0, or the seconds after which there is one again. */
  take(name: string, rate: Rate, now: number): number {
    const bucket = this.#buckets.get(name) ?? this.#add(name, rate, now)
    bucket.tokens = Math.min(rate.burst, bucket.tokens + ((now - bucket.at) * rate.perSecond) / 1000)
    bucket.at = now
    if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / rate.perSecond)
    bucket.tokens--
    return 0
  }

  #add(name: string, rate: Rate, now: number): Bucket {
    if (this.#buckets.size >= this.#capacity) {
      for (const oldest of this.#buckets.keys()) {
        this.#buckets.delete(oldest)
        break
      }
    }
    const bucket = { tokens: rate.burst, at: now }
    this.#buckets.set(name, bucket)
    return bucket
  }
}
