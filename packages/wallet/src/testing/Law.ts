import type { BrandKey } from "@croupier/core/Brand"
import { Effect, FastCheck } from "effect"
import type { PostResult } from "../contract/Result.js"
import type { WalletShape } from "../contract/Wallet.js"

/** What a law is run on: a wallet, its books, and two brands of its own. */
export interface Subject {
  readonly wallet: WalletShape
  readonly brands: readonly [BrandKey, BrandKey]
  /** What is wrong with the books of these brands, by the ledger's oracle; nothing when they balance. */
  readonly books: Effect.Effect<ReadonlyArray<string>>
}

/** A statement about every wallet, whatever layer it is made of. */
export interface Law {
  readonly name: string
  /** Tries the law on `runs` random inputs, each on a fresh subject; fails with the seed that replays it. */
  readonly hold: (subject: Effect.Effect<Subject>, runs: number) => Promise<void>
}

/** An answer without the values that are generated on each attempt. */
export const comparable = (result: PostResult): unknown =>
  result._tag === "ok" ? { ...result, transaction: "", replayed: false } : result

/** States a law over inputs of one kind. The check fails by throwing. */
export const law = <Input>(
  name: string,
  input: FastCheck.Arbitrary<Input>,
  check: (subject: Subject, input: Input) => Effect.Effect<void, unknown>
): Law => ({
  name,
  hold: async (subject, runs) => {
    const seed = Number(process.env.CROUPIER_SEED ?? Date.now() % 2_147_483_647)
    const path = process.env.CROUPIER_PATH
    const property = FastCheck.asyncProperty(input, (value) =>
      Effect.runPromise(Effect.flatMap(subject, (fresh) => check(fresh, value)))
    )
    const details = await FastCheck.check(property, { numRuns: runs, seed, ...(path === undefined ? {} : { path }) })
    if (details.failed) {
      const replay = `CROUPIER_SEED=${details.seed} CROUPIER_PATH=${details.counterexamplePath} npx vitest run -t "${name}"`
      throw new Error(`${name}\nreplay: ${replay}\n${FastCheck.defaultReportMessage(details)}`)
    }
  }
})
