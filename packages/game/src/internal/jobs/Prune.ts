import type { BrandKey } from "@croupier/core/Brand"
import { retention } from "@croupier/core/postgres/retention"
import { inBatches } from "@croupier/core/schedule/inBatches"
import type { DuePeriod } from "@croupier/core/schedule/Job"
import { Effect } from "effect"
import { CallStore } from "../calls/CallStore.js"
import { PlaySessions } from "../launch/PlaySessions.js"
import { RoundReviews } from "../sweep/RoundReviews.js"

const atOnce = 2000

type Prune = (brand: BrandKey, before: number, limit: number) => Effect.Effect<number>

/** Removes what is older than this many days, in batches. */
const pruneWith = (prune: Prune, { scope, to }: DuePeriod, days: number) =>
  inBatches(atOnce, (most) => prune(scope as BrandKey, to.getTime() - days * 86_400_000, most))

/** Removes a brand's kept calls that are older than this many days. */
export const pruneCalls = (days: number) => (period: DuePeriod) =>
  Effect.flatMap(CallStore, ({ prune }) => pruneWith(prune, period, days))

/** Removes a brand's launches that expired long ago. */
export const pruneLaunches = (period: DuePeriod) =>
  Effect.flatMap(PlaySessions, ({ prune }) => pruneWith(prune, period, retention.launch.days))

/** Removes a brand's reviews that were listed long ago. */
export const pruneReviews = (period: DuePeriod) =>
  Effect.flatMap(RoundReviews, ({ prune }) => pruneWith(prune, period, retention.roundReview.days))
