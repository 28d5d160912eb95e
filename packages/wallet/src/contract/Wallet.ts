import type { BrandKey } from "@croupier/core/Brand"
import type { CursorInvalid } from "@croupier/core/http/Cursor"
import type { WalletId } from "@croupier/core/Ids"
import type { Block, Limit } from "@croupier/player/contract"
import { Context, type Effect } from "effect"
import type { Command } from "./Command.js"
import type { DepositRequestView } from "./DepositRequestView.js"
import type { HistoryItem, Page, RoundView } from "./History.js"
import type { NewPolicy, PlayState, PlayTarget, StoredPolicy } from "./Policy.js"
import type { PolicyChanged, ReceivingAccountTaken, WalletNotFound, WalletUnavailable } from "./Problems.js"
import type { ReceivingAccount } from "./ReceivingAccount.js"
import type { Balance, PostResult } from "./Result.js"
import type { WithdrawalStatus, WithdrawalView } from "./Withdrawal.js"

/** Which part of a list is wanted; `limit` is 1 to 200. */
export interface PageQuery {
  readonly cursor?: string | undefined
  readonly limit: number
}

/**
 * Money. One tag, three layers: in this process on PostgreSQL, in another process over HTTP, or in memory; callers do
 * not know which. No method joins its caller's transaction: under one it is a defect that says so.
 */
export class Wallet extends Context.Tag("@croupier/wallet/Wallet")<
  Wallet,
  {
    /** Posts one command. Safe to repeat: the same key gives the stored answer. */
    readonly post: (command: Command) => Effect.Effect<PostResult, WalletUnavailable>
    /**
     * Posts commands of one wallet whole or not at all, in order, each with its own answer. When one is refused, it
     * carries its reason and every other one `group-refused`. An empty group is answered with no answers.
     */
    readonly postGroup: (
      commands: ReadonlyArray<Command>
    ) => Effect.Effect<ReadonlyArray<PostResult>, WalletUnavailable>
    readonly balance: (brand: BrandKey, wallet: WalletId) => Effect.Effect<Balance, WalletNotFound | WalletUnavailable>
    /** Newest first by the wallet's own order; `kind` keeps one kind of command only. */
    readonly history: (
      brand: BrandKey,
      wallet: WalletId,
      query: PageQuery & { readonly kind?: string | undefined }
    ) => Effect.Effect<Page<HistoryItem>, CursorInvalid | WalletUnavailable>
    readonly rounds: (
      brand: BrandKey,
      wallet: WalletId,
      query: PageQuery
    ) => Effect.Effect<Page<RoundView>, CursorInvalid | WalletUnavailable>
    readonly round: (
      brand: BrandKey,
      wallet: WalletId,
      provider: string,
      id: string
    ) => Effect.Effect<RoundView | undefined, WalletUnavailable>
    readonly depositRequest: (
      brand: BrandKey,
      request: string
    ) => Effect.Effect<DepositRequestView | undefined, WalletUnavailable>
    readonly withdrawal: (
      brand: BrandKey,
      withdrawal: string
    ) => Effect.Effect<WithdrawalView | undefined, WalletUnavailable>
    /** Newest first; of one wallet or of all, in one state or in any. */
    readonly withdrawals: (
      brand: BrandKey,
      query: PageQuery & { readonly wallet?: WalletId | undefined; readonly status?: WithdrawalStatus | undefined }
    ) => Effect.Effect<Page<WithdrawalView>, CursorInvalid | WalletUnavailable>
    /** A brand's accounts for deposits, by their id. */
    readonly receivingAccounts: (brand: BrandKey) => Effect.Effect<ReadonlyArray<ReceivingAccount>, WalletUnavailable>
    /** Adds an account or replaces the one of this id; holds for every request decided after it returns. */
    readonly putReceivingAccount: (
      brand: BrandKey,
      account: ReceivingAccount
    ) => Effect.Effect<void, ReceivingAccountTaken | WalletUnavailable>
    /** The blocks and limits that hold for a wallet. */
    readonly gate: (
      brand: BrandKey,
      wallet: WalletId
    ) => Effect.Effect<
      { readonly blocks: ReadonlyArray<Block>; readonly limits: ReadonlyArray<Limit> },
      WalletNotFound | WalletUnavailable
    >
    readonly policy: (brand: BrandKey) => Effect.Effect<StoredPolicy, WalletUnavailable>
    /**
     * Replaces the policy; holds for every command decided after it returns. With the `version` that was read it fails with
     * `PolicyChanged` where another change came first; the same change again is no other.
     */
    readonly setPolicy: (brand: BrandKey, next: NewPolicy) => Effect.Effect<void, PolicyChanged | WalletUnavailable>
    /** Sets one play state of the policy and leaves the rest as it is, whatever else changes it at the same time. */
    readonly setPlayState: (
      brand: BrandKey,
      target: PlayTarget,
      state: PlayState
    ) => Effect.Effect<void, WalletUnavailable>
  }
>() {}

/** The shape of the wallet service. */
export type WalletShape = Context.Tag.Service<typeof Wallet>
