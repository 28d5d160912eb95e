import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId, WalletId } from "@croupier/core/Ids"
import { Context, Effect, Layer } from "effect"
import type { PayoutAccountsUnavailable } from "./Problems.js"

/** What the cashier has to know of a bank account that a player has registered for payout; nothing personal. */
export interface PayoutAccount {
  readonly bank: string
  /** Masked, to be shown. */
  readonly number: string
  /** Whether its holder is the registered player. */
  readonly holderIsPlayer: boolean
  /** Whether another player of the brand has it too. */
  readonly shared: boolean
  /** Milliseconds of the epoch; an account is never changed, only added and removed. */
  readonly addedAt: number
}

/** The cashier's port to the service that keeps players and their bank accounts. */
export class PayoutAccounts extends Context.Tag("@croupier/wallet/PayoutAccounts")<
  PayoutAccounts,
  {
    /** An account of this holder's; undefined where there is none of this id. */
    readonly find: (
      brand: BrandKey,
      holder: WalletId,
      account: string
    ) => Effect.Effect<PayoutAccount | undefined, PayoutAccountsUnavailable>
    /**
     * Keeps the name that a player gives of the depositor of a request, sealed with the player's data, and answers whether it
     * is the registered holder's; undefined where the holder's name is not known. The wallet keeps no name.
     */
    readonly keepDepositor: (
      brand: BrandKey,
      player: PlayerId,
      request: string,
      name: string
    ) => Effect.Effect<boolean | undefined, PayoutAccountsUnavailable>
    /** The name that was kept for a request; undefined where there is none, or it was erased. */
    readonly depositor: (
      brand: BrandKey,
      player: PlayerId,
      request: string
    ) => Effect.Effect<string | undefined, PayoutAccountsUnavailable>
  }
>() {
  /** For apps that keep no bank accounts: withdrawals are refused, and no depositor's name is checked or kept. */
  static readonly none: Layer.Layer<PayoutAccounts> = Layer.succeed(PayoutAccounts, {
    find: () => Effect.succeed(undefined),
    keepDepositor: () => Effect.succeed(undefined),
    depositor: () => Effect.succeed(undefined)
  })
}
