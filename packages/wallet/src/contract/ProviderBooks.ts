import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { WalletId } from "@croupier/core/Ids"
import { Context, type Effect } from "effect"
import type { WalletUnavailable } from "./Problems.js"
import type { TransactionKey } from "./TransactionKey.js"

/** A bet, a win or a rollback as the books have it. Amounts are ledger units, from the house to the player. */
export interface BookedTransaction {
  readonly key: TransactionKey
  /** `tombstone`: it was rolled back before it came, and never took effect. */
  readonly tag: "bet" | "win" | "rollback" | "tombstone"
  readonly wallet: WalletId
  readonly currency: CurrencyCode
  /** The provider's id; null for a rollback of something unknown that named none. */
  readonly round: string | null
  /** What the transaction says that it moved, and what its entries on the provider's house account say. */
  readonly moved: bigint
  readonly entered: bigint
  readonly reversed: boolean
  /** Milliseconds of the epoch. */
  readonly at: number
}

/** Which transactions: those that moved money from `from` on and before `to`, in their own order, behind one of them. */
export interface BooksQuery {
  readonly from: number
  readonly to: number
  readonly after?: string | undefined
  readonly limit: number
}

/** A page of transactions, and behind what the next one begins; undefined at the end. */
export interface BooksPage {
  readonly items: ReadonlyArray<BookedTransaction>
  readonly after: string | undefined
}

/** The ledger from a provider's side: what is compared with the provider's own books. */
export class ProviderBooks extends Context.Tag("@croupier/wallet/ProviderBooks")<
  ProviderBooks,
  {
    /** Each once; a transaction of no amount, and a win that went to no account of the player, are not among them. */
    readonly between: (
      brand: BrandKey,
      provider: string,
      query: BooksQuery
    ) => Effect.Effect<BooksPage, WalletUnavailable>
    /** Bets that moved nothing, free ones and those of promotions, in their own order; as `between` otherwise. */
    readonly freeBets: (
      brand: BrandKey,
      provider: string,
      query: BooksQuery
    ) => Effect.Effect<BooksPage, WalletUnavailable>
    /** Those of these keys that there are, in any order. */
    readonly byKeys: (
      brand: BrandKey,
      keys: ReadonlyArray<TransactionKey>
    ) => Effect.Effect<ReadonlyArray<BookedTransaction>, WalletUnavailable>
    /** All of one player's round, oldest first. */
    readonly ofRound: (
      brand: BrandKey,
      wallet: WalletId,
      provider: string,
      round: string
    ) => Effect.Effect<ReadonlyArray<BookedTransaction>, WalletUnavailable>
  }
>() {}
