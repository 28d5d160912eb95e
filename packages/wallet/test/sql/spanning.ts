import type { Postgres } from "@croupier/core/postgres/Postgres"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { Effect, Layer, type Scope } from "effect"

/** Runs an effect as the login that works for every brand, on connections that live as long as the test. */
export type Spanning = <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, Exclude<R, Postgres>>

/** Connects to the test's database as that login. */
export const spanning: Effect.Effect<Spanning, never, TestPostgres.TestDatabase | Scope.Scope> = Effect.map(
  Effect.orDie(Layer.build(TestPostgres.layerSpan)),
  (context): Spanning =>
    (effect) =>
      Effect.provide(effect, context)
)

/** The same as the ledger's owner, who alone can tamper with it. */
export const owning: Effect.Effect<Spanning, never, TestPostgres.TestDatabase | Scope.Scope> = Effect.map(
  Effect.orDie(Layer.build(TestPostgres.layerOwner)),
  (context): Spanning =>
    (effect) =>
      Effect.provide(effect, context)
)
