import type { BrandKey } from "@croupier/core/Brand"
import type { DuePeriod } from "@croupier/core/schedule/Job"
import { Effect } from "effect"
import { FeedMatches } from "../feed/FeedMatches.js"
import { matchPeriod } from "../feed/matchPeriod.js"
import { connected } from "./connected.js"

/** Matches a brand's day with each of its providers and keeps what it found; run again it keeps the same once. */
export const matchFeeds = (period: DuePeriod) =>
  Effect.gen(function* () {
    const matches = yield* FeedMatches
    const brand = period.scope as BrandKey
    const [from, to] = [period.from.getTime(), period.to.getTime()]
    for (const { adapter, credential } of yield* connected(brand)) {
      const report = yield* matchPeriod(adapter, credential, from, to)
      yield* matches.keep({ brand, provider: adapter.provider, from, to }, report)
      if (report.differences.length > 0) {
        yield* Effect.logWarning("a provider's books are not ours").pipe(
          Effect.annotateLogs({ brand, provider: adapter.provider, differences: report.differences.length })
        )
      }
    }
  })
