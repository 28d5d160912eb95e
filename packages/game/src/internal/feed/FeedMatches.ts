import type { BrandKey } from "@croupier/core/Brand"
import { Context, Effect, Layer } from "effect"
import type { Difference } from "./Match.js"
import type { MatchReport } from "./matchPeriod.js"

/** The provider and the period of the books, from an instant on and before another, in milliseconds of the epoch. */
export interface MatchedPeriod {
  readonly brand: BrandKey
  readonly provider: string
  readonly from: number
  readonly to: number
}

/** A match that was made: how much was held against each other, and how many differences there are. */
export interface FeedMatch extends MatchedPeriod {
  readonly theirs: number | null
  readonly ours: number
  readonly differences: number
}

/** The matches that were made with providers' books, and what they found. */
export class FeedMatches extends Context.Tag("@croupier/game/FeedMatches")<
  FeedMatches,
  {
    /** Keeps a report whole, in the place of an earlier one of the same period. */
    readonly keep: (period: MatchedPeriod, report: MatchReport) => Effect.Effect<void>
    /** A brand's matches that begin in a time, oldest first. */
    readonly list: (brand: BrandKey, from: number, to: number) => Effect.Effect<ReadonlyArray<FeedMatch>>
    /** By their keys. */
    readonly differences: (period: Omit<MatchedPeriod, "to">) => Effect.Effect<ReadonlyArray<Difference>>
  }
>() {}

/** Matches in memory. */
export const layerMemory: Layer.Layer<FeedMatches> = Layer.sync(FeedMatches, () => {
  const kept = new Map<string, { readonly match: FeedMatch; readonly differences: ReadonlyArray<Difference> }>()
  const nameOf = ({ brand, from, provider }: Omit<MatchedPeriod, "to">) => `${brand} ${provider} ${from}`
  return {
    keep: (period, { differences, ours, theirs }) =>
      Effect.sync(() => {
        const match = { ...period, theirs, ours, differences: differences.length }
        kept.set(nameOf(period), { match, differences: differences.toSorted(byKey) })
      }),
    list: (brand, from, to) =>
      Effect.sync(() =>
        [...kept.values()]
          .map(({ match }) => match)
          .filter((match) => match.brand === brand && from <= match.from && match.from < to)
          .sort((a, b) => a.from - b.from || (a.provider < b.provider ? -1 : 1))
      ),
    differences: (period) => Effect.sync(() => kept.get(nameOf(period))?.differences ?? [])
  }
})

const byKey = (a: Difference, b: Difference): number => (a.key < b.key ? -1 : 1)
