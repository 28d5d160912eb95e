import type { ServiceName } from "@croupier/core/auth/Principal"
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
}

/** Opens no connection before the first request; all are closed with the scope. */
export const make = (name: ServiceName, url: URL): Effect.Effect<Upstream, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.sync(() => ({
      name,
      // The relay keeps the time itself, since undici's begins only when a connection is free.
      pool: new Pool(url.origin, {
        connections: 256,
        pipelining: 1,
        connect: { timeout: 1_000 },
        headersTimeout: 0,
        bodyTimeout: 30_000,
        keepAliveTimeout: 10_000,
        keepAliveMaxTimeout: 60_000
      }),
      breaker: new Breaker(),
      budget: new RetryBudget()
    })),
    ({ pool }) => Effect.promise(() => pool.destroy())
  )
