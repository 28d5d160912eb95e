import { expect, layer } from "@effect/vitest"
import { Deferred, Effect, Fiber, Schedule } from "effect"
import { BrandKey } from "../../src/Brand.js"
import { withBrand } from "../../src/postgres/BrandTransaction.js"
import { isUnavailable } from "../../src/postgres/SqlErrors.js"
import * as TestPostgres from "../../src/testing/TestPostgres.js"

const aurora = BrandKey.make("aurora")
const borealis = BrandKey.make("borealis")

/** Until this many transactions have begun, and long enough after it for one more. */
const afterBegun = (begun: ReadonlyArray<string>, count: number) =>
  Effect.suspend(() => (begun.length < count ? Effect.fail("not yet") : Effect.void)).pipe(
    Effect.retry({ times: 2000, schedule: Schedule.spaced("10 millis") }),
    Effect.zipRight(Effect.sleep("100 millis"))
  )

/** Transactions that stay open until `release`, and the brands of those that have begun. */
const holding = Effect.gen(function* () {
  const release = yield* Deferred.make<void>()
  const begun: Array<string> = []
  const hold = (brand: BrandKey) =>
    Effect.fork(
      withBrand(brand)(
        Effect.zipRight(
          Effect.sync(() => begun.push(brand)),
          Deferred.await(release)
        )
      )
    )
  return { begun, hold, release }
})

layer(TestPostgres.layer([], { maxConnections: 3 }), { excludeTestServices: true })(
  "the connections of a pool",
  (it) => {
    it.effect("are had by a brand at once although another brand's transactions hold all that one may, and wait", () =>
      Effect.gen(function* () {
        const { begun, hold, release } = yield* holding
        const flood = yield* Effect.forEach(Array.from({ length: 50 }), () => hold(aurora))
        yield* afterBegun(begun, 2)
        const calm = yield* Effect.fork(withBrand(borealis)(Effect.sync(() => begun.push(borealis))))
        yield* Fiber.join(calm)
        expect(begun).toEqual([aurora, aurora, borealis])
        yield* Deferred.succeed(release, undefined)
        yield* Fiber.joinAll(flood)
      })
    )

    it.effect("are refused at once to a brand that has too many waiting, as a store that is unavailable for now", () =>
      Effect.gen(function* () {
        const { begun, hold, release } = yield* holding
        const flood = yield* Effect.forEach(Array.from({ length: 2 + 3 * 64 }), () => hold(aurora))
        yield* afterBegun(begun, 2)
        expect(isUnavailable(yield* Effect.flip(withBrand(aurora)(Effect.void)))).toBe(true)
        yield* withBrand(borealis)(Effect.void)
        yield* Deferred.succeed(release, undefined)
        yield* Fiber.joinAll(flood)
      })
    )
  }
)
