import type { BrandKey } from "@croupier/core/Brand"
import { Effect } from "effect"
import type { BrandPolicy, WalletShape } from "../contract.js"

/** Sets a brand's policy, whatever it is now. */
export const replacePolicy = (
  wallet: Pick<WalletShape, "policy" | "setPolicy">,
  brand: BrandKey,
  policy: BrandPolicy
) => Effect.flatMap(wallet.policy(brand), ({ version }) => wallet.setPolicy(brand, { version, policy }))
