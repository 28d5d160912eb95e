import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import type { DuePeriod } from "@croupier/core/schedule/Job"
import { ProviderAddresses } from "@croupier/game/launch/ProviderAddresses"
import * as ProviderBooksMemory from "@croupier/wallet/books/ProviderBooksMemory"
import { ProviderBooks, Wallet } from "@croupier/wallet/contract"
import { Context, Effect, Layer } from "effect"
import { CallStore } from "../../src/internal/calls/CallStore.js"
import { Credentials } from "../../src/internal/credential/Credentials.js"
import * as FeedMatches from "../../src/internal/feed/FeedMatches.js"
import { type GameJobNeeds, gameJobs } from "../../src/internal/jobs/gameJobs.js"
import { PlaySessions } from "../../src/internal/launch/PlaySessions.js"
import * as RoundReviews from "../../src/internal/sweep/RoundReviews.js"
import { aurora, type World } from "./World.js"

const hour = 3_600_000

/** The jobs of games on a world's memory; each run is of a period around now, which the job may have moved. */
export const makeUpkeep = (world: Pick<World, "calls" | "credentials" | "ledger" | "sessions" | "wallet">) =>
  Effect.gen(function* () {
    const stores = yield* Layer.build(Layer.mergeAll(FeedMatches.layerMemory, RoundReviews.layerMemory))
    const needs: Context.Context<GameJobNeeds> = stores.pipe(
      Context.add(BrandDirectory, { brands: Effect.succeed([{ key: aurora }]) } as never),
      Context.add(ProviderAddresses, { allowLoopback: true }),
      Context.add(CallStore, world.calls),
      Context.add(Credentials, world.credentials),
      Context.add(PlaySessions, world.sessions),
      Context.add(ProviderBooks, ProviderBooksMemory.make(world.ledger)),
      Context.add(Wallet, world.wallet)
    )
    const around = Math.floor(Date.now() / hour) * hour
    const run = (name: string, later = 0) => {
      const job = gameJobs({ keepCallsForDays: 7 }).find((one) => one.name === name)!
      const period: DuePeriod = {
        scope: aurora,
        from: new Date(around - hour + later),
        to: new Date(around + 2 * hour + later),
        attempt: 1,
        done: Effect.void
      }
      return Effect.orDie(Effect.provide(job.run(period), needs))
    }
    return {
      run,
      from: around - hour,
      matches: Context.get(stores, FeedMatches.FeedMatches),
      reviews: Context.get(stores, RoundReviews.RoundReviews)
    }
  })
