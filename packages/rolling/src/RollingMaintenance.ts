import type { BrandKey } from "@croupier/core/Brand"
import type { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import { servedBrandKeys } from "@croupier/core/brands/servedBrandKeys"
import { outsideTransactions } from "@croupier/core/postgres/outsideTransactions"
import { attemptAll } from "@croupier/core/worker/attemptAll"
import { stamp } from "@croupier/core/worker/Loop"
import { Wallet, type WalletUnavailable } from "@croupier/wallet/contract"
import { Context, Effect, Layer } from "effect"
import type { RollingUnavailable } from "./contract/Problems.js"
import { expireOne } from "./internal/loops/expireOne.js"
import { performTask } from "./internal/loops/performTask.js"
import { type DueRequirement, RollingStore } from "./internal/store/RollingStore.js"

/** What a tick may fail with; what it did before stays done. */
type TickFailure = RollingUnavailable | WalletUnavailable

/** Background work on requirements. Each is a bounded, idempotent tick over all brands that answers how many it took. */
export class RollingMaintenance extends Context.Tag("@croupier/rolling/RollingMaintenance")<
  RollingMaintenance,
  {
    /** Ends requirements by their time; time in which their brand took no bets does not run. */
    readonly expire: (atMost: number) => Effect.Effect<number, TickFailure>
    /** Asks the wallet to convert bonuses that are completed, and to take back those that have ended; retries what it refuses. */
    readonly performTasks: (atMost: number) => Effect.Effect<number, TickFailure>
  }
>() {}

type Needs = BrandDirectory | RollingStore | Wallet

/** The ticks over a store. */
export const layer: Layer.Layer<RollingMaintenance, never, Needs> = Layer.effect(
  RollingMaintenance,
  Effect.map(Effect.context<Needs>(), (context) =>
    outsideTransactions(
      "RollingMaintenance",
      {
        expire: (atMost: number) =>
          Effect.gen(function* () {
            const store = yield* RollingStore
            const brands = yield* servedBrandKeys
            yield* Effect.forEach(brands, watchClosure, { discard: true })
            return yield* attempt(yield* store.expiring(brands, atMost), expireOne)
          }),
        performTasks: (atMost: number) =>
          Effect.gen(function* () {
            const store = yield* RollingStore
            return yield* attempt(yield* store.tasks(yield* servedBrandKeys, atMost), performTask)
          })
      },
      context
    )
  )
)

/** Records whether the brand takes bets now, so that a requirement's time does not run while it does not. */
const watchClosure = (brand: BrandKey) =>
  Effect.gen(function* () {
    const { play } = yield* (yield* Wallet).policy(brand)
    yield* (yield* RollingStore).setClosed(brand, play !== "open")
    yield* stamp
  })

const attempt = <E, R>(due: ReadonlyArray<DueRequirement>, act: (due: DueRequirement) => Effect.Effect<void, E, R>) =>
  Effect.as(attemptAll(due, act, { name: ({ brand, id }) => `requirement ${id} of ${brand}` }), due.length)
