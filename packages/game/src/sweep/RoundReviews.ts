import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import { Context, Effect, Layer } from "effect"

/**
 * Why nobody but a person can end a round: the provider shows no books, does not know the round, or has something else in his
 * books than we in ours.
 */
export type ReviewReason = "no-feed" | "unknown-to-provider" | "differs"

/** A round without an outcome that a person has to look at. */
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
    /** In the order in which they were listed. */
    readonly list: (brand: BrandKey, limit: number) => Effect.Effect<ReadonlyArray<RoundReview>>
  }
>() {}

/** Reviews that live as long as the process. */
export const layerMemory: Layer.Layer<RoundReviews> = Layer.sync(RoundReviews, () => {
  const reviews = new Map<string, RoundReview>()
  return {
    add: (review) =>
      Effect.sync(() => {
        const name = `${review.brand} ${review.provider} ${review.player} ${review.round}`
        if (!reviews.has(name)) reviews.set(name, review)
      }),
    list: (brand, limit) =>
      Effect.sync(() => [...reviews.values()].filter((one) => one.brand === brand).slice(0, limit))
  }
})
