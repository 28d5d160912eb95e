import { Effect, Either } from "effect"
import type { BrandKey } from "../Brand.js"
import type { BrandDirectory } from "../brands/BrandDirectory.js"
import { servedBrandKeys } from "../brands/servedBrandKeys.js"
import { stamp } from "../worker/Loop.js"

/** After this many failures in a row a brand waits for the next tick. */
const mostFailures = 10

/** What is done over brands: what it is called in the log, and the domain's error for an item that takes too long. */
export interface OverBrandsOptions<Unavailable> {
  readonly name: string
  readonly tooSlow: () => Unavailable
}

/**
 * Finds items brand by brand and acts on each, for at most four seconds, with a stamp after it; answers how many it took. One item
 * that fails or hangs does not hold up the others, a brand with ten failures in a row waits for the next tick, and the last
 * failure is this effect's, after all brands. A defect of one item is logged.
 */
export const overBrands =
  <Unavailable>({ name, tooSlow }: OverBrandsOptions<Unavailable>) =>
  <A, E, F, R, S>(
    find: (brand: BrandKey) => Effect.Effect<ReadonlyArray<A>, E, R>,
    act: (brand: BrandKey, item: A) => Effect.Effect<void, F, S>
  ): Effect.Effect<number, E | F | Unavailable, BrandDirectory | R | S> =>
    Effect.gen(function* () {
      let count = 0
      let last: F | Unavailable | undefined
      for (const key of yield* servedBrandKeys) {
        let failures = 0
        for (const item of yield* find(key)) {
          // One item that fails or hangs must not hold up the others; an outage fails for many in a row.
          const done = yield* act(key, item).pipe(
            Effect.timeoutFail({ duration: "4 seconds", onTimeout: tooSlow }),
            Effect.as(1),
            Effect.catchAllDefect((defect) =>
              Effect.as(Effect.logError(`${name} of brand ${key} failed`, item, defect), 0)
            ),
            Effect.either
          )
          yield* stamp
          count += Either.getOrElse(done, () => 0)
          failures = Either.isLeft(done) ? failures + 1 : 0
          if (Either.isLeft(done)) last = done.left
          if (failures === mostFailures) break
        }
      }
      return last === undefined ? count : yield* Effect.fail(last)
    })
