import { WithdrawalPolicy } from "@croupier/wallet/contract"
import { Effect, Layer } from "effect"
import { Rolling } from "../contract/Rolling.js"

/** Decides the wallet's withdrawals by the player's turnover. While rolling cannot answer, the policy is not ready. */
export const layer: Layer.Layer<WithdrawalPolicy, never, Rolling> = Layer.effect(
  WithdrawalPolicy,
  Effect.map(Rolling, (rolling) => ({
    ask: ({ brand, player, version }) =>
      rolling
        .verdict({ brand, player, version })
        .pipe(Effect.catchTag("RollingUnavailable", () => Effect.succeed({ _tag: "not-ready" } as const)))
  }))
)
