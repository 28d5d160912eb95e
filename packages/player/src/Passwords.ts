import { availableParallelism } from "node:os"
import { hash, verify } from "@node-rs/argon2"
import { Context, Effect, Layer } from "effect"

/** Hashes and checks passwords, a few at a time whoever asks: a flood of logins must not take the machine. */
export class Passwords extends Context.Tag("@croupier/player/Passwords")<
  Passwords,
  {
    readonly hash: (password: string) => Effect.Effect<string>
    /** Whether it is the hashed password. Without a hash the work is the same and the answer no. */
    readonly verify: (hashed: string | undefined, password: string) => Effect.Effect<boolean>
  }
>() {}

/** The cost of an Argon2id hash: memory in KiB, passes, threads. */
export interface Argon2Cost {
  readonly memoryCost: number
  readonly timeCost: number
  readonly parallelism: number
}

/** What OWASP's password storage sheet asks at least of Argon2id: 19 MiB, two passes, one thread; about 24 ms. */
export const recommended: Argon2Cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Argon2id of a cost, with at most `concurrency` hashes at once: by default half of the machine's cores, at least one. */
export const layerOf = (
  cost: Argon2Cost,
  concurrency = Math.max(1, Math.floor(availableParallelism() / 2))
): Layer.Layer<Passwords> =>
  Layer.effect(
    Passwords,
    Effect.gen(function* () {
      const turns = yield* Effect.makeSemaphore(concurrency)
      const dummy = yield* Effect.promise(() => hash("no player has this password", cost))
      return {
        hash: (password) => turns.withPermits(1)(Effect.promise(() => hash(password, cost))),
        verify: (hashed, password) =>
          turns
            .withPermits(1)(Effect.promise(() => verify(hashed || dummy, password)))
            .pipe(Effect.map((same) => same && Boolean(hashed)))
      }
    })
  )

/** Argon2id of the recommended cost. */
export const layer: Layer.Layer<Passwords> = layerOf(recommended)
