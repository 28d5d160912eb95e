import type { Actor } from "@croupier/core/Actor"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { WalletId } from "@croupier/core/Ids"
import type { Block, Limit } from "@croupier/player/contract"
import type { BankSide, BrandAccount, Command, GrantTerms } from "../contract/Command.js"
import type { DepositRequestStatus, PayTo } from "../contract/DepositRequestView.js"
import type { WalletEvent } from "../contract/Events.js"
import type { BrandPolicy } from "../contract/Policy.js"
import type { ReceivingAccount } from "../contract/ReceivingAccount.js"
import type { RequestStatus } from "../contract/Result.js"
import type { GameCategory, RoundRef } from "../contract/Round.js"
import type { TransactionKey } from "../contract/TransactionKey.js"
import type { PayoutTo, ReviewReason, WithdrawalStatus } from "../contract/Withdrawal.js"
import type { BrandClock } from "./Period.js"

/**
 * What a period's limits count, in ledger units, for every wallet whether or not a limit is set, so that one set at
 * noon knows the morning. `from` and `until` bound the running period, half-open, milliseconds of the epoch.
 */
export interface Counter {
  readonly from: number
  readonly until: number
  readonly deposit: bigint
  readonly stake: bigint
  readonly loss: bigint
}
export interface Counters {
  readonly day: Counter
  readonly week: Counter
  readonly month: Counter
}

/** A wallet: the row that every command on it locks. `version` counts the commands that changed it. */
export interface Wallet {
  readonly brand: BrandKey
  readonly id: WalletId
  readonly kind: "player" | "agent"
  readonly currency: CurrencyCode
  readonly version: bigint
  /** Counts the wallet's events, +1 each. */
  readonly eventVersion: bigint
  readonly cash: bigint
  readonly bonus: bigint
  readonly held: bigint
  readonly debt: bigint
  /** The active grant that `bonus` belongs to. */
  readonly grant: string | null
  /** The deposit request that is pending or in review. */
  readonly request: string | null
  readonly blocks: ReadonlyArray<Block>
  readonly limits: ReadonlyArray<Limit>
  readonly counters: Counters
}

/** Signed movements on a wallet's accounts; `debt` grows when more is owed. */
export interface Moved {
  readonly cash: bigint
  readonly bonus: bigint
  readonly held: bigint
  readonly debt: bigint
}

/** Balances of a wallet as they stood after a command. */
export interface BalanceState {
  readonly currency: CurrencyCode
  readonly cash: bigint
  readonly bonus: bigint
  readonly held: bigint
  readonly debt: bigint
}

/**
 * The row of a key: a command that took effect, or the tombstone of one that was rolled back before it came (then
 * `fingerprint` is empty). Everything a replay answers and a reversal inverts is here.
 */
export interface Transaction {
  readonly brand: BrandKey
  readonly key: TransactionKey
  readonly id: string
  readonly tag: Command["_tag"] | "tombstone"
  readonly fingerprint: string
  /** Null for a transfer between accounts of the brand. */
  readonly wallet: WalletId | null
  /** The wallet's version after it. */
  readonly version: bigint
  readonly at: number
  readonly actor: Actor
  readonly moved: Moved
  /** Of a bonus part: what an ended grant redirected to `promo`, signed as `promo` moved. */
  readonly promo: bigint
  /** Of a bonus part: what came to cash because its grant had been converted. */
  readonly converted: bigint
  readonly balance: BalanceState | null
  readonly found: boolean
  readonly round: RoundRef | null
  readonly game: string | null
  readonly grant: string | null
  readonly request: string | null
  readonly requestStatus: RequestStatus | null
  /** The brand-side account it moved money from or to, where an inverse needs to know. */
  readonly counter: BrandAccount | null
  readonly reason: string | null
  /** The rollback that reversed it, or that made the tombstone. */
  readonly reversedBy: TransactionKey | null
  /** Of a reversal: the key that it reversed, known or not. Never changes, and no other reversal has the same. */
  readonly original: TransactionKey | null
}

export interface Round {
  readonly brand: BrandKey
  readonly wallet: WalletId
  readonly provider: string
  readonly id: string
  readonly currency: CurrencyCode
  readonly game: string
  readonly category: GameCategory
  readonly status: "open" | "closed"
  readonly stakeCash: bigint
  readonly stakeBonus: bigint
  readonly payoutCash: bigint
  readonly payoutBonus: bigint
  /** The one grant with money staked in it. */
  readonly grant: string | null
  readonly openedAt: number
  readonly closedAt: number | null
  readonly review: boolean
}

export interface Grant {
  readonly brand: BrandKey
  readonly id: string
  readonly wallet: WalletId
  readonly currency: CurrencyCode
  readonly status: "active" | "converted" | "forfeited" | "expired" | "lost"
  readonly amount: bigint
  readonly terms: GrantTerms
  /**
   * Once converted: the bonus money that the conversion and everything after it set free. As far as `maxCashOut` allows
   * it is cash, the rest is `promo`. Negative where it was taken back after it had been played.
   */
  readonly released: bigint
  /** What has become cash of it, counted against `maxCashOut`; not negative. */
  readonly converted: bigint
  /** Open rounds in which its money is staked. */
  readonly openRounds: number
}

export interface DepositRequest {
  readonly brand: BrandKey
  readonly id: string
  readonly wallet: WalletId
  readonly currency: CurrencyCode
  readonly amount: bigint
  readonly reference: string
  /** The account shown to the player; the brand's accounts may change in the meantime. */
  readonly payTo: PayTo
  /** Why the money needs a manual review before it is credited. */
  readonly review: string | null
  readonly status: DepositRequestStatus
  readonly createdAt: number
  readonly expiresAt: number
}

export interface Withdrawal {
  readonly brand: BrandKey
  readonly id: string
  readonly wallet: WalletId
  readonly holder: Wallet["kind"]
  readonly currency: CurrencyCode
  readonly amount: bigint
  readonly status: WithdrawalStatus
  readonly payTo: PayoutTo | null
  readonly reviews: ReadonlyArray<ReviewReason>
  /** Over the threshold that held when it was requested. */
  readonly twoPeople: boolean
  readonly approvedBy: ReadonlyArray<Actor>
  /** The transaction that began the last payout. */
  readonly payout: string | null
  readonly payer: Actor | null
  /** The bank account it was paid from, once settled. */
  readonly bank: string | null
  readonly reason: string | null
  readonly requestedAt: number
}

/** An account of a brand into which players pay. */
export interface Receiving extends ReceivingAccount {
  readonly brand: BrandKey
}

/** Accounts with their balance in a wallet's row, and accounts of a brand, with a balance that is the sum of entries. */
export type WalletAccount = "cash" | "bonus" | "held" | "debt"

/**
 * One line of a posting; a posting's lines sum to zero. An account of a wallet has its `wallet` and the balance after
 * the line; `debt` lines are negative when more is owed.
 */
export interface Entry {
  readonly wallet: WalletId | null
  readonly kind: WalletAccount | BrandAccount["kind"]
  readonly sub: string
  readonly currency: CurrencyCode
  readonly amount: bigint
  readonly balanceAfter: bigint | null
}

/** Everything one accepted command writes. Rows replace those of the same key; entries and events are only added. */
export interface Effects {
  readonly transaction: Transaction
  readonly wallet: Wallet | null
  readonly entries: ReadonlyArray<Entry>
  /** The original, marked as reversed, or the tombstone of an unknown one. */
  readonly original: Transaction | null
  readonly round: Round | null
  readonly grant: Grant | null
  readonly request: DepositRequest | null
  readonly withdrawal: Withdrawal | null
  readonly events: ReadonlyArray<WalletEvent>
  /** Whether a period of the wallet's counters began with it. */
  readonly newPeriod: boolean
}

/** What a command may read. A store has loaded everything that `needs` names; what is not there does not exist. */
export interface World {
  readonly now: number
  readonly policy: (brand: BrandKey) => BrandPolicy
  /** The policy's timezone, and the periods that its last change found running. */
  readonly clock: (brand: BrandKey) => BrandClock
  readonly wallet: (brand: BrandKey, id: WalletId) => Wallet | undefined
  readonly transaction: (brand: BrandKey, key: TransactionKey) => Transaction | undefined
  readonly round: (brand: BrandKey, wallet: WalletId, ref: RoundRef) => Round | undefined
  readonly grant: (brand: BrandKey, id: string) => Grant | undefined
  readonly request: (brand: BrandKey, id: string) => DepositRequest | undefined
  /** Whether an open deposit request has this reference. */
  readonly referenceHeld: (brand: BrandKey, reference: string) => boolean
  readonly withdrawal: (brand: BrandKey, id: string) => Withdrawal | undefined
  /** The withdrawals that a wallet has requested today, at least. */
  readonly withdrawalsOf: (brand: BrandKey, wallet: WalletId) => ReadonlyArray<Withdrawal>
  /** By their id. */
  readonly receivingAccounts: (brand: BrandKey) => ReadonlyArray<Receiving>
  /** What was announced since the instant `since`, today's beginning, for a receiving account and may still come, or came. */
  readonly announced: (brand: BrandKey, account: string, since: number) => bigint
}

/** A command with what is drawn for it outside of the rules: its transaction's id and its fingerprint. */
export interface Stamped<C extends Command = Command> {
  readonly command: C
  readonly id: string
  readonly fingerprint: string
}

/** The side of a bank event, as a brand account. */
export const bankAccount = (side: BankSide): BrandAccount => ({ kind: side.kind, sub: side.sub })
