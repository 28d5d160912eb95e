import type { BrandKey } from "@croupier/core/Brand"
import * as Problem from "@croupier/core/http/Problem"
import type { PlayerId, WalletId } from "@croupier/core/Ids"
import { Context, Effect, Layer } from "effect"

/** What the cashier has to know of a bank account that a player has registered for payout; nothing personal. */
export interface PayoutAccount {
  readonly bank: string
  /** Masked, to be shown. */
  readonly number: string
  /** Whether its holder is the player as he is registered. */
  readonly holderIsPlayer: boolean
  /** Whether another player of the brand has it too. */
  readonly shared: boolean
  /** Milliseconds of the epoch; an account is never changed, only added and removed. */
  readonly addedAt: number
}

/** Nobody answers for bank accounts at the moment. */
export class PayoutAccountsUnavailable extends Problem.make<PayoutAccountsUnavailable>()("PayoutAccountsUnavailable", {
  status: 503,
  title: "Bank accounts cannot be looked up at the moment",
  description: "Nothing was done. Ask again after the seconds that `Retry-After` names.",
  headers: () => ({ "retry-after": "1" })
}) {}

/** What the cashier asks of whoever keeps the players and their bank accounts. */
export class PayoutAccounts extends Context.Tag("@croupier/wallet/PayoutAccounts")<
  PayoutAccounts,
  {
    /** An account of this holder's; undefined where he has none of this id. */
    readonly find: (
      brand: BrandKey,
      holder: WalletId,
      account: string
    ) => Effect.Effect<PayoutAccount | undefined, PayoutAccountsUnavailable>
    /** Whether a name is that of the registered holder; undefined where nobody knows how he is called. */
    readonly isHolder: (
      brand: BrandKey,
      player: PlayerId,
      name: string
    ) => Effect.Effect<boolean | undefined, PayoutAccountsUnavailable>
  }
>() {
  /** For apps that keep no bank accounts: nobody can withdraw, and no depositor's name is checked. */
  static readonly none: Layer.Layer<PayoutAccounts> = Layer.succeed(PayoutAccounts, {
    find: () => Effect.succeed(undefined),
    isHolder: () => Effect.succeed(undefined)
  })
}
