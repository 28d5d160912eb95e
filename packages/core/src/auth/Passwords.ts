import { availableParallelism } from "node:os"
import { hash, verify } from "@node-rs/argon2"
import { Context, Effect, Layer } from "effect"
import type { BrandKey } from "../Brand.js"
import * as FairTurns from "../queue/FairTurns.js"
import { SignInsBusy } from "./SignInProblems.js"

/**
 * Hashes and checks passwords, a few at a time, so that a flood of logins does not take the machine. The shares that wait take
 * turns: one brand's flood does not stall another brand. Beyond a bound nothing waits: `SignInsBusy`.
 */
export class Passwords extends Context.Tag("@croupier/core/Passwords")<
  Passwords,
  {
    readonly hash: (share: string, password: string) => Effect.Effect<string, SignInsBusy>
    /** Whether it is the hashed password. Without a hash the work is the same and the answer no. */
    readonly verify: (
      share: string,
      hashed: string | undefined,
      password: string
    ) => Effect.Effect<boolean, SignInsBusy>
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
      const turns = FairTurns.make({ concurrency, waiting: 32 * concurrency, patience: "3 seconds" })
      const inTurn = <A>(share: string, work: () => Promise<A>) =>
        Effect.catchTag(turns.take(share)(Effect.promise(work)), "NoTurn", () => new SignInsBusy())
      const dummy = yield* Effect.promise(() => hash("no user has this password", cost))
      return {
        hash: (share, password) => inTurn(share, () => hash(password, cost)),
        verify: (share, hashed, password) =>
          Effect.map(
            inTurn(share, () => verify(hashed || dummy, password)),
            (same) => same && Boolean(hashed)
          )
      }
    })
  )

/** Argon2id of the recommended cost. */
export const layer: Layer.Layer<Passwords> = layerOf(recommended)

/** The share: clients from a user's known address have one apart from a brand's unknown clients. */
export const shareOf = (brand: BrandKey, known: boolean): string => `${brand} ${known ? "known" : "new"}`
