import type { Actor, BlockScope, Limit, ReviewReason, Round } from "./CommandInputs.js"

/** What a wallet holds, as decimal strings in main units. `debt` is what its holder owes the brand. */
export interface Balance {
  readonly currency: string
  readonly cash: string
  readonly bonus: string
  readonly held: string
  readonly debt: string
}

/** A command that is in the ledger. */
export interface Posted {
  readonly transaction: string
  /** Whether it was there already; all else is then as it was stored. */
  readonly replayed: boolean
  /** The wallet's version after it. */
  readonly version: number
  /** After the command; null for a transfer between accounts of the brand. */
  readonly balance: Balance | null
  /** False for a rollback of something unknown. */
  readonly found: boolean
  /** The deposit request or withdrawal that it concerned, and its state afterwards. */
  readonly request?: string
  readonly requestStatus?: string
}

/** A part of a list, newest first, and where the next one begins. */
export interface Page<Item> {
  readonly items: ReadonlyArray<Item>
  readonly nextCursor?: string
}

/** One line of a history. `cash` and `bonus` are signed movements. */
export interface HistoryItem {
  readonly id: string
  readonly kind: string
  readonly currency: string
  readonly amount: string
  readonly cash: string
  readonly bonus: string
  readonly balanceAfter: { readonly cash: string; readonly bonus: string }
  readonly round?: Round
  readonly game?: string
  readonly reason?: string
  readonly at: Date
}

/** A round with its totals. */
export interface RoundView {
  readonly provider: string
  readonly id: string
  readonly game: string
  readonly currency: string
  readonly status: "open" | "closed"
  readonly stakeCash: string
  readonly stakeBonus: string
  readonly payoutCash: string
  readonly payoutBonus: string
  readonly openedAt: Date
  readonly closedAt: Date | null
  /** Whether it needs a manual review. */
  readonly review: boolean
}

/** The current state of a deposit request. */
export interface DepositRequest {
  readonly id: string
  readonly wallet: string
  readonly status: string
  readonly currency: string
  readonly amount: string
  readonly reference: string
  readonly payTo: {
    readonly account: string
    readonly bank: string
    readonly accountNumber: string
    readonly holder: string
  }
  readonly review: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** The current state of a withdrawal. */
export interface Withdrawal {
  readonly id: string
  readonly wallet: string
  readonly holder: "player" | "agent"
  readonly status: WithdrawalStatus
  readonly currency: string
  readonly amount: string
  readonly payTo: { readonly account: string; readonly bank: string; readonly number: string } | null
  readonly reviews: ReadonlyArray<ReviewReason>
  readonly twoPeople: boolean
  readonly approvedBy: ReadonlyArray<Actor>
  readonly payout: string | null
  readonly payer: Actor | null
  readonly bank: string | null
  readonly reason: string | null
  readonly requestedAt: Date
}

/** States of a withdrawal. */
export type WithdrawalStatus =
  | "requested"
  | "approved"
  | "paying"
  | "failed"
  | "settled"
  | "rejected"
  | "cancelled"
  | "returned"

/** A bank account of the brand into which players may pay. */
export interface ReceivingAccount {
  readonly id: string
  readonly bank: string
  readonly accountNumber: string
  readonly holder: string
  readonly currency: string
  readonly dailyCap: string | null
  readonly status: "open" | "closed"
  readonly groups: ReadonlyArray<string>
}

/** One reason why something is refused to a player. */
export interface Block {
  readonly scope: BlockScope
  readonly source: string
  readonly reason: string
  readonly author: Actor
  readonly until: Date | null
  /** Of a freeze: the key of the command that set it. */
  readonly freeze?: string
}

/** The blocks and limits that hold for a wallet. */
export interface Gate {
  readonly blocks: ReadonlyArray<Block>
  readonly limits: ReadonlyArray<Limit>
}

/** Whether new bets are taken. */
export type PlayState = "open" | "no-new-bets" | "closed"

/** How the brand's wallets decide. */
export interface Policy {
  readonly timezone: string
  readonly funding: "cash-first" | "bonus-first"
  readonly play: PlayState
  /** By provider name; what is not named is open. */
  readonly providers: Readonly<Record<string, PlayState>>
  /** By `<provider>/<game code>`; what is not named is open. */
  readonly games: Readonly<Record<string, PlayState>>
  /** By currency; what is not named has no limits. */
  readonly withdrawals?: Readonly<Record<string, WithdrawalTerms>>
  /** Counts its changes; given to `setPolicy`, it replaces that version only. */
  readonly version?: number
}

/** What may be withdrawn in one currency; null: no such limit. */
export interface WithdrawalTerms {
  readonly minimum: string | null
  readonly maximum: string | null
  readonly perDay: number | null
  readonly twoPeopleOver: string | null
  readonly playerMayCancel: boolean
}
