import type { ServiceName } from "@croupier/core/auth/Principal"
import { FairSlots, type FairSlotsOptions } from "@croupier/core/queue/FairSlots"
import { Effect, type Scope } from "effect"
import { Pool } from "undici"
import { Breaker } from "./Breaker.js"
import { RetryBudget } from "./RetryBudget.js"

/** A service behind the gateway: its connections and what is known of its state. */
export interface Upstream {
  readonly name: ServiceName
  readonly pool: Pool
  readonly breaker: Breaker
  readonly budget: RetryBudget
  /** One for each connection: brands take turns for them. */
  readonly slots: FairSlots
}

/** 256 connections, of which one brand has three quarters at most; this many requests of a brand wait for one. */
export const defaultSlots: FairSlotsOptions = { concurrency: 256, each: 192, waiting: 1024 }

/** Opens no connection before the first request; all are closed with the scope. */
export const make = (
  name: ServiceName,
  url: URL,
  slots: FairSlotsOptions = defaultSlots
): Effect.Effect<Upstream, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.sync(() => ({
      name,
      // The relay keeps the time itself, since undici's begins only when a connection is free.
      pool: new Pool(url.origin, {
        connections: slots.concurrency,
        pipelining: 1,
        connect: { timeout: 1_000 },
        headersTimeout: 0,
        bodyTimeout: 30_000,
        keepAliveTimeout: 10_000,
        keepAliveMaxTimeout: 60_000
      }),
      breaker: new Breaker(),
      budget: new RetryBudget(),
      slots: new FairSlots(slots)
    })),
    ({ pool }) => Effect.promise(() => pool.destroy())
  )
