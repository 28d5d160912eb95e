import type { BrandKey } from "@croupier/core/Brand"
import type { DuePeriod } from "@croupier/core/schedule/Job"
import { Effect } from "effect"
import { sweepPeriod } from "../sweep/sweepPeriod.js"
import { connected } from "./connected.js"

const hour = 3_600_000

/** Looks into a brand's rounds whose time for an outcome ended in the period, by each provider's policy. */
export const sweepRounds = ({ from, scope, to }: DuePeriod) =>
  Effect.gen(function* () {
    for (const { adapter, credential } of yield* connected(scope as BrandKey)) {
      const ago = adapter.policy.outcomeWithinHours * hour
      const { closed, listed } = yield* sweepPeriod(adapter, credential, from.getTime() - ago, to.getTime() - ago)
      if (closed + listed > 0) {
        yield* Effect.logInfo("rounds without an outcome were looked into").pipe(
          Effect.annotateLogs({ brand: scope, provider: adapter.provider, closed, listed })
        )
      }
    }
  })
