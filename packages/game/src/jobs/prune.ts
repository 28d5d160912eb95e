import type { BrandKey } from "@croupier/core/Brand"
import type { DuePeriod } from "@croupier/core/schedule/Job"
import { stamp } from "@croupier/core/worker/Loop"
import { Effect } from "effect"
import { CallStore } from "../calls/CallStore.js"
import { PlaySessions } from "../launch/PlaySessions.js"
import { RoundReviews } from "../sweep/RoundReviews.js"

const atOnce = 2000

type Prune = (brand: BrandKey, before: number, limit: number) => Effect.Effect<number>

/** Removes what is older than so many days, some at a time. */
const pruneWith = (prune: Prune, { scope, to }: DuePeriod, days: number) =>
  Effect.gen(function* () {
    const before = to.getTime() - days * 86_400_000
    while ((yield* prune(scope as BrandKey, before, atOnce)) === atOnce) yield* stamp
  })

/** How long a launch is kept after its time is over: late calls with its token still find it. */
const launchDays = 90

/** How long a round stays listed for review; what it moved and its state are the wallet's for ever. */
const reviewDays = 400

/** Removes a brand's kept calls that are older than so many days. */
export const pruneCalls = (days: number) => (period: DuePeriod) =>
  Effect.flatMap(CallStore, ({ prune }) => pruneWith(prune, period, days))

/** Removes a brand's launches whose time is long over. */
export const pruneLaunches = (period: DuePeriod) =>
  Effect.flatMap(PlaySessions, ({ prune }) => pruneWith(prune, period, launchDays))

/** Removes a brand's reviews that were listed long ago. */
export const pruneReviews = (period: DuePeriod) =>
  Effect.flatMap(RoundReviews, ({ prune }) => pruneWith(prune, period, reviewDays))
