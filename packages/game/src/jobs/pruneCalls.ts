import type { BrandKey } from "@croupier/core/Brand"
import type { DuePeriod } from "@croupier/core/schedule/Job"
import { stamp } from "@croupier/core/worker/Loop"
import { Effect } from "effect"
import { CallStore } from "../calls/CallStore.js"

const atOnce = 2000

/** Removes a brand's kept calls that are older than so many days, some at a time. */
export const pruneCalls = (days: number) => (period: DuePeriod) =>
  Effect.gen(function* () {
    const calls = yield* CallStore
    const before = period.to.getTime() - days * 86_400_000
    while ((yield* calls.prune(period.scope as BrandKey, before, atOnce)) === atOnce) yield* stamp
  })
