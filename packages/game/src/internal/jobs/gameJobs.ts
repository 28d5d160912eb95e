import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import type { Job } from "@croupier/core/schedule/Job"
import type { ProviderBooks, Wallet } from "@croupier/wallet/contract"
import { Effect } from "effect"
import type { CallStore } from "../calls/CallStore.js"
import type { Credentials } from "../credential/Credentials.js"
import type { FeedMatches } from "../feed/FeedMatches.js"
import type { PlaySessions } from "../launch/PlaySessions.js"
import type { RoundReviews } from "../sweep/RoundReviews.js"
import { matchFeeds } from "./matchFeeds.js"
import { pruneCalls, pruneLaunches, pruneReviews } from "./Prune.js"
import { sweepRounds } from "./sweepRounds.js"

/** What the jobs need. */
export type GameJobNeeds =
  | BrandDirectory
  | CallStore
  | Credentials
  | FeedMatches
  | PlaySessions
  | ProviderBooks
  | RoundReviews
  | Wallet

/** What games do by the calendar, each for every brand: the match with providers' books, the sweeper, and the pruning of what is old. */
export const gameJobs = (options: { readonly keepCallsForDays: number }): ReadonlyArray<Job<GameJobNeeds>> => [
  { name: "feed-match", every: "daily", scopes: brandKeys, run: matchFeeds },
  { name: "round-sweep", every: "hourly", scopes: brandKeys, run: sweepRounds },
  { name: "call-pruning", every: "daily", scopes: brandKeys, run: pruneCalls(options.keepCallsForDays) },
  { name: "launch-pruning", every: "daily", scopes: brandKeys, run: pruneLaunches },
  { name: "review-pruning", every: "daily", scopes: brandKeys, run: pruneReviews }
]

const brandKeys = Effect.flatMap(BrandDirectory, ({ brands }) => Effect.map(brands, (all) => all.map(({ key }) => key)))
