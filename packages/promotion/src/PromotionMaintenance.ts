import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import { outsideTransactions } from "@croupier/core/postgres/outsideTransactions"
import { compositeKey } from "@croupier/core/text/compositeKey"
import { stamp } from "@croupier/core/worker/Loop"
import { Array as Arr, Context, Effect, Exit, Layer } from "effect"
import { resumeClaim } from "./internal/claims/carryClaim.js"
import type { StepFailure } from "./internal/claims/stepClaim.js"
import type { PromotionNeeds } from "./internal/promotionLayer.js"
import { payPlayer } from "./internal/settlement/payPlayer.js"
import { settleCampaign } from "./internal/settlement/settleCampaign.js"
import { PromotionStore } from "./internal/store/PromotionStore.js"

/** Background work on promotions. Each is a bounded, idempotent tick over all brands that answers how many it took. */
export class PromotionMaintenance extends Context.Tag("@croupier/promotion/PromotionMaintenance")<
  PromotionMaintenance,
  {
    /** Carries on claims that a crash, a refusal or another bonus has held up. */
    readonly recover: (atMost: number) => Effect.Effect<number, StepFailure>
    /** Settles the periods of cashbacks and rebates that are over, each once. */
    readonly settle: Effect.Effect<void, StepFailure>
    /** Pays what was settled. */
    readonly payOut: (atMost: number) => Effect.Effect<number, StepFailure>
  }
>() {}

type Needs = PromotionStore | PromotionNeeds

/** The ticks over a store. */
export const layer: Layer.Layer<PromotionMaintenance, never, Needs> = Layer.effect(
  PromotionMaintenance,
  Effect.map(Effect.context<Needs>(), (context) =>
    outsideTransactions(
      "PromotionMaintenance",
      {
        recover: (atMost: number) =>
          Effect.gen(function* () {
            const due = yield* (yield* PromotionStore).dueClaims(yield* brandKeys, atMost)
            // Of one player in order: the bonus that was claimed first is granted first.
            const players = Object.values(Arr.groupBy(due, ({ brand, player }) => compositeKey(brand, player)))
            const resume = (own: (typeof players)[number]) => Effect.forEach(own, resumeClaim, { discard: true })
            yield* each(players, resume, ([{ player }]) => `bonuses of ${player}`)
            return due.length
          }),
        settle: Effect.gen(function* () {
          const campaigns = yield* (yield* PromotionStore).unsettledCampaigns(yield* brandKeys)
          yield* each(campaigns, settleCampaign, ({ campaign }) => `settlement of campaign ${campaign.id}`)
        }),
        payOut: (atMost: number) =>
          Effect.gen(function* () {
            const due = yield* (yield* PromotionStore).duePayouts(yield* brandKeys, atMost)
            yield* each(due, payPlayer, ({ campaign, player }) => `payout of campaign ${campaign} to ${player}`)
            return due.length
          })
      },
      context
    )
  )
)

const brandKeys = Effect.flatMap(BrandDirectory, ({ brands }) => Effect.map(brands, (all) => all.map(({ key }) => key)))

/** One that fails or hangs does not hold up the others; the tick fails after all of them. */
const each = <A, E, R>(due: ReadonlyArray<A>, act: (one: A) => Effect.Effect<void, E, R>, name: (one: A) => string) =>
  Effect.gen(function* () {
    const outcomes = yield* Effect.forEach(
      due,
      (one) =>
        act(one).pipe(
          Effect.timeoutTo({
            duration: "4 seconds",
            onSuccess: () => Effect.void,
            onTimeout: () => Effect.logWarning(`${name(one)} timed out`)
          }),
          Effect.flatten,
          Effect.exit,
          Effect.zipLeft(stamp)
        ),
      { concurrency: 4 }
    )
    const failed = outcomes.find(Exit.isFailure)
    if (failed !== undefined) yield* failed
  })
