import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import { Clock, Context, Effect, Layer } from "effect"

/**
 * Why only an operator can end a round: the provider returns no books, does not know the round, or has something else in its
 * books than we in ours.
 */
export type ReviewReason = "no-feed" | "unknown-to-provider" | "differs"

/** A round without an outcome that needs manual review. */
export interface RoundReview {
  readonly brand: BrandKey
  readonly provider: string
  readonly player: PlayerId
  readonly round: string
  readonly reason: ReviewReason
}

/** The rounds that wait for a person. */
export class RoundReviews extends Context.Tag("@croupier/game/RoundReviews")<
  RoundReviews,
  {
    /** Lists a round; one that is listed already keeps its reason. */
    readonly add: (review: RoundReview) => Effect.Effect<void>
    /** Removes up to `limit` reviews that were listed before an instant, and says how many. The round keeps its state. */
    readonly prune: (brand: BrandKey, before: number, limit: number) => Effect.Effect<number>
    /** In the order in which they were listed. */
    readonly list: (brand: BrandKey, limit: number) => Effect.Effect<ReadonlyArray<RoundReview>>
  }
>() {}

/** Reviews in memory. */
export const layerMemory: Layer.Layer<RoundReviews> = Layer.sync(RoundReviews, () => {
  const reviews = new Map<string, { readonly review: RoundReview; readonly at: number }>()
  const of = (brand: BrandKey) => [...reviews].filter(([, { review }]) => review.brand === brand)
  return {
    add: (review) =>
      Effect.map(Clock.currentTimeMillis, (at) => {
        const name = `${review.brand} ${review.provider} ${review.player} ${review.round}`
        if (!reviews.has(name)) reviews.set(name, { review, at })
      }),
    prune: (brand, before, limit) =>
      Effect.sync(() => {
        const old = of(brand)
          .filter(([, { at }]) => at < before)
          .slice(0, limit)
        for (const [name] of old) reviews.delete(name)
        return old.length
      }),
    list: (brand, limit) =>
      Effect.sync(() =>
        of(brand)
          .slice(0, limit)
          .map(([, { review }]) => review)
      )
  }
})
