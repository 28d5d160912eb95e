import { Clock, Context, Effect, Layer } from "effect"
import { addressGroup } from "./addressGroup.js"
import { TooManyAttempts } from "./SignInProblems.js"
import { type Bucket, type BucketSize, take } from "./TokenBucket.js"

/** Limits tries before any password is hashed. */
export class Throttle extends Context.Tag("@croupier/core/Throttle")<
  Throttle,
  {
    /** One more attempt of a client, for any account. */
    readonly address: (address: string) => Effect.Effect<void, TooManyAttempts>
    /** One more attempt for an account, from any client; `account` need not exist. */
    readonly account: (account: string) => Effect.Effect<void, TooManyAttempts>
  }
>() {}

/** How many tries each kind has, and how many different keys of a kind are remembered (the oldest go first). */
export interface ThrottleOptions {
  readonly address: BucketSize
  readonly account: BucketSize
  readonly remembered: number
}

/** 30 tries from one address and one more each second; 10 for one account and one more each 10 seconds. */
export const defaults: ThrottleOptions = {
  address: { capacity: 30, refillMillis: 1_000 },
  account: { capacity: 10, refillMillis: 10_000 },
  remembered: 50_000
}

/** Counted in this process's memory: with several replicas a client has the limit at each. */
export const layerOf = (options: ThrottleOptions): Layer.Layer<Throttle> =>
  Layer.sync(Throttle, () => {
    const addresses = buckets(options.address, options.remembered)
    const accounts = buckets(options.account, options.remembered)
    return { address: (address) => addresses(addressGroup(address)), account: accounts }
  })

/** With the default sizes. */
export const layer: Layer.Layer<Throttle> = layerOf(defaults)

const buckets = (size: BucketSize, remembered: number) => {
  const known = new Map<string, Bucket>()
  return (key: string): Effect.Effect<void, TooManyAttempts> =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const { bucket, wait } = take(size, known.get(key) ?? now, now)
      known.delete(key)
      known.set(key, bucket)
      if (known.size > remembered) known.delete(known.keys().next().value!)
      return wait === 0 ? Effect.void : new TooManyAttempts({ retryAfter: Math.ceil(wait / 1000) })
    })
}
