import type { BrandKey } from "@croupier/core/Brand"
import type { DuePeriod } from "@croupier/core/schedule/Job"
import { Effect } from "effect"
import { sweepPeriod } from "../sweep/sweepPeriod.js"
import { type Connected, connected } from "./connected.js"

const hour = 3_600_000

/**
 * Checks a brand's rounds that were due for an outcome in the period, by each provider's policy. A provider that does not
 * answer keeps no other from being checked.
 */
export const sweepRounds = (period: DuePeriod) =>
  Effect.flatMap(connected(period.scope as BrandKey), (all) =>
    Effect.validateAll(all, (provider) => sweepOne(period, provider), { discard: true })
  )

const sweepOne = ({ from, scope, to }: DuePeriod, { adapter, credential }: Connected) =>
  Effect.gen(function* () {
    const ago = adapter.policy.outcomeWithinHours * hour
    const { closed, listed } = yield* sweepPeriod(adapter, credential, from.getTime() - ago, to.getTime() - ago)
    if (closed + listed > 0) {
      yield* Effect.logInfo("checked rounds without an outcome").pipe(
        Effect.annotateLogs({ brand: scope, provider: adapter.provider, closed, listed })
      )
    }
  })
