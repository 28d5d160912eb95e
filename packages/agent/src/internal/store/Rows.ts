import type { Amount } from "@croupier/core/Amount"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { PlayerId, WalletId } from "@croupier/core/Ids"
import type { Username } from "@croupier/player/contract"
import type { GameCategory } from "@croupier/wallet/contract"
import type { AgentId, AgentStatus, PlayerFlag, ReferralCode } from "../../contract/Agent.js"
import type { Earner } from "../../contract/Agreement.js"
import type { ConversionStatus, StatementStatus } from "../../contract/Commission.js"
import type { AgentPolicy, CommissionKind, Terms } from "../../contract/Terms.js"
import type { Chain } from "../../rules/chainAt.js"
import type { Totals } from "../../rules/RoundCount.js"
import type { Lot, Settled } from "../../rules/Statement.js"

/** An agent in its current state. Times are milliseconds of the epoch, here and below. */
export interface AgentRow {
  readonly id: AgentId
  readonly parent: AgentId | null
  readonly status: AgentStatus
  readonly username: Username
  readonly passwordHash: string
  readonly displayName: string
  readonly referralCode: ReferralCode
  readonly ownPlayer: PlayerId | null
  readonly registeredAt: number
}

/** Where an agent stood in the tree, and in which status, from an instant on. */
export interface PlacementRow {
  readonly agent: AgentId
  readonly from: number
  readonly parent: AgentId | null
  readonly status: AgentStatus
}

/** Terms that hold for an earner from an instant on. */
export interface AgreementRow {
  readonly earner: Earner
  readonly from: number
  readonly terms: Terms
}

/** A policy of the brand from an instant on. */
export interface PolicyRow {
  readonly from: number
  readonly policy: AgentPolicy
}

/** A player; `known` once the registration has been read, and without an agent where no code was given. */
export interface PlayerRow {
  readonly id: PlayerId
  readonly known: boolean
  readonly agent: AgentId | null
  readonly registeredAt: number
  readonly house: boolean
  readonly flags: ReadonlyArray<PlayerFlag>
}

/** A version of a chain, which never changes. */
export interface ChainRow extends Chain {
  readonly id: string
}

/** What names a round of a player. */
export interface RoundKey {
  readonly player: PlayerId
  readonly provider: string
  readonly id: string
}

/** A settled round with its present totals, and the chain that it counts for. */
export interface RoundRow extends RoundKey {
  readonly category: GameCategory
  readonly currency: CurrencyCode
  readonly chain: string
  readonly grant: string | null
  readonly totals: Totals
}

/** One counted fact. `seq` orders the accruals of a brand; it is given when the row is inserted. */
export interface AccrualRow {
  readonly seq: bigint
  readonly event: string
  readonly player: PlayerId
  readonly agent: AgentId
  readonly chain: string
  readonly round: { readonly provider: string; readonly id: string } | null
  readonly category: GameCategory
  readonly currency: CurrencyCode
  readonly at: number
  readonly valid: bigint
  readonly net: bigint
}

/** What an earner earns of one kind in one currency. */
export interface AccountKey {
  readonly earner: Earner
  readonly kind: CommissionKind
  readonly currency: CurrencyCode
}

/** What a player won over the ring-fence in one category, never over zero. */
export interface Fence {
  readonly player: PlayerId
  readonly category: GameCategory
  readonly amount: bigint
}

/** An account with what its statements have left. */
export interface AccountRow extends AccountKey {
  readonly openedAt: number
  /** How many statements there are; `last` is the latest, which has frozen everything up to `seq` and before `to`. */
  readonly statements: number
  readonly last: Bounds | null
  /** The statement that is frozen and not computed yet; the next one waits for it. */
  readonly frozen: string | null
  readonly remainder: bigint
  readonly lots: ReadonlyArray<Lot>
  readonly fences: ReadonlyArray<Fence>
}

/** What a statement has taken: accruals up to `seq` that settled before `to`. */
export interface Bounds {
  readonly to: number
  readonly seq: bigint
}

/** A statement; without a result while it is `frozen`. */
export interface StatementRow extends AccountKey {
  readonly id: string
  readonly number: number
  readonly from: number
  readonly bounds: Bounds
  /** What the statement before has taken. */
  readonly before: Bounds | null
  readonly status: StatementStatus
  readonly formula: number
  readonly result: Settled | null
  readonly transaction: string | null
  readonly refusal: string | null
  /** When the wallet was asked last. */
  readonly triedAt: number | null
}

/** A conversion; `statement` is the number of the one that deducts it. */
export interface ConversionRow {
  readonly id: string
  readonly agent: AgentId
  readonly currency: CurrencyCode
  readonly amount: Amount
  readonly status: ConversionStatus
  readonly requestedAt: number
  readonly statement: number | null
  readonly transaction: string | null
  readonly triedAt: number | null
}

/** Sums of accruals of one chain and category, of one player where that is asked for. */
export interface SumRow {
  readonly chain: ChainRow
  readonly category: GameCategory
  readonly player: PlayerId | null
  readonly valid: bigint
  readonly net: bigint
}

/** An agent's wallet in one currency. */
export interface AgentWallet {
  readonly agent: AgentId
  readonly currency: CurrencyCode
  readonly wallet: WalletId
}

/** A wallet's event of a player that is not known yet. */
export interface PendingRow {
  readonly event: string
  readonly player: PlayerId
  readonly type: string
  readonly version: number
  readonly payload: unknown
  readonly at: number
}
