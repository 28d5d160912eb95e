import { outsideTransactions } from "@croupier/core/postgres/outsideTransactions"
import { Effect, Layer } from "effect"
import * as Problems from "../contract/Problems.js"
import type { ReviewResolution } from "../contract/RequirementReview.js"
import { Rolling } from "../contract/Rolling.js"
import type { NewRollingPolicy } from "../contract/RollingPolicy.js"
import { WalletFeed } from "../contract/WalletFeed.js"
import * as Commands from "./requirements/Commands.js"
import * as Queries from "./requirements/Queries.js"
import { takeEvents, wantedFor } from "./requirements/takeEvents.js"
import { RollingStore } from "./store/RollingStore.js"

/** The use cases over a store. */
export const rollingLayer: Layer.Layer<Rolling | WalletFeed, never, RollingStore> = Layer.merge(
  Layer.effect(
    Rolling,
    Effect.map(Effect.context<RollingStore>(), (context) =>
      outsideTransactions(
        "Rolling",
        {
          open: Commands.open,
          cancel: Commands.cancel,
          adjust: Commands.adjust,
          requirement: Queries.requirement,
          requirements: Queries.requirements,
          contributions: Queries.contributions,
          withdrawable: Queries.withdrawable,
          verdict: Queries.verdict,
          reviews: Queries.reviews,
          resolveReview: (resolution: ReviewResolution) =>
            Effect.flatMap(RollingStore, (store) => store.resolveReview(resolution)).pipe(
              Effect.flatMap((resolved) => (resolved ? Effect.void : new Problems.RequirementReviewNotFound()))
            ),
          policy: ({ brand }: { readonly brand: NewRollingPolicyOf["brand"] }) =>
            Effect.flatMap(RollingStore, (store) => store.policy(brand)),
          setPolicy: ({ brand, policy }: NewRollingPolicyOf) =>
            Effect.flatMap(RollingStore, (store) => store.setPolicy(brand, policy)).pipe(
              Effect.flatMap((changed) => (changed ? Effect.void : new Problems.RollingPolicyChanged()))
            )
        },
        context
      )
    )
  ),
  Layer.effect(
    WalletFeed,
    Effect.map(Effect.context<RollingStore>(), (context) =>
      outsideTransactions(
        "WalletFeed",
        {
          take: (events: Parameters<WalletFeed["Type"]["take"]>[0]) => {
            const wanted = wantedFor(events)
            return wanted.length === 0
              ? Effect.void
              : Effect.flatMap(RollingStore, (store) => store.change(wanted, takeEvents(events))).pipe(
                  Effect.catchTag("ParseError", Effect.die)
                )
          }
        },
        context
      )
    )
  )
)

interface NewRollingPolicyOf {
  readonly brand: ReviewResolution["brand"]
  readonly policy: NewRollingPolicy
}
