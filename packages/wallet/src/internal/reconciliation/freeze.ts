import type { Actor } from "@croupier/core/Actor"
import type { BrandKey } from "@croupier/core/Brand"
import type { WalletId } from "@croupier/core/Ids"
import { Effect } from "effect"
import { WalletNotFound, type WalletUnavailable } from "../../contract/Problems.js"
import { once } from "../../contract/TransactionKey.js"
import type { WalletShape } from "../../contract/Wallet.js"
import { freezeBlocks, isFrozen } from "../../rules/freezeBlocks.js"

/** The wallet to freeze. */
export interface Frozen {
  readonly brand: BrandKey
  readonly wallet: WalletId
}

const actor: Actor = { kind: "system", id: "reconciliation" }

/**
 * Freezes a wallet by a command of its own: the very next bet, hold or payout is refused, and `wallet.account-frozen` is published.
 * A frozen wallet is left unchanged; a missing one cannot be frozen, which is logged.
 */
export const freeze =
  (wallet: WalletShape, run: string) =>
  ({ brand, wallet: id }: Frozen): Effect.Effect<void, WalletUnavailable> =>
    Effect.gen(function* () {
      const { blocks } = yield* wallet.gate(brand, id)
      if (isFrozen({ blocks })) return
      const result = yield* wallet.post({
        _tag: "gate",
        brand,
        wallet: id,
        actor,
        key: once("freeze", `${run}/${id}`),
        change: { set: freezeBlocks("its balance differs from its entries", actor), clear: [] }
      })
      if (result._tag === "refused") return yield* Effect.dieMessage(`wallet ${id} was not frozen: ${result.detail}`)
    }).pipe(
      Effect.catchIf(
        (error) => error instanceof WalletNotFound,
        () => Effect.logError(`wallet ${id} of ${brand} not found; it cannot be frozen`)
      )
    )
