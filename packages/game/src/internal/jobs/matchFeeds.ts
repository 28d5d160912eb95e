import type { BrandKey } from "@croupier/core/Brand"
import type { DuePeriod } from "@croupier/core/schedule/Job"
import { Effect } from "effect"
import { FeedMatches } from "../feed/FeedMatches.js"
import { matchPeriod } from "../feed/matchPeriod.js"
import { type Connected, connected } from "./connected.js"

/**
 * Matches a brand's day with each of its providers and keeps what it found; run again it keeps the same once. A provider that does not
 * answer keeps no other from being matched, and fails the job, so that it is tried again.
 */
export const matchFeeds = (period: DuePeriod) =>
  Effect.flatMap(connected(brandOf(period)), (all) =>
    Effect.validateAll(all, (provider) => matchOne(period, provider), { discard: true })
  )

const brandOf = ({ scope }: DuePeriod) => scope as BrandKey

const matchOne = (period: DuePeriod, { adapter, credential }: Connected) =>
  Effect.gen(function* () {
    const brand = brandOf(period)
    const { provider } = adapter
    const [from, to] = [period.from.getTime(), period.to.getTime()]
    const report = yield* matchPeriod(adapter, credential, from, to)
    yield* (yield* FeedMatches).keep({ brand, provider, from, to }, report)
    if (report.differences.length > 0) {
      yield* Effect.logWarning("the provider's books differ from ours").pipe(
        Effect.annotateLogs({ brand, provider, differences: report.differences.length })
      )
    }
  })
