import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { PlayerId } from "@croupier/core/Ids"
import type { GameCategory, RoundTotals } from "@croupier/wallet/contract"
import type { HashMap } from "effect"
import type { RollingEventType } from "../contract/Events.js"
import type { RequirementBase, RequirementOrigin, RequirementState } from "../contract/Requirement.js"
import type { ReviewKind } from "../contract/RequirementReview.js"
import type { GameWeights, OnWithdrawal, StakeSource } from "../contract/Terms.js"

/** What the wallet has to be asked to do with a bonus. */
export type WalletTask = "convert" | "expire" | "forfeit" | "lose"

/** A requirement. Amounts are ledger units, times are milliseconds of the epoch, the multiplier is hundredths. */
export interface Requirement {
  readonly id: string
  /** Counts the player's requirements in the order in which they were opened. */
  readonly number: number
  readonly origin: RequirementOrigin
  readonly deposit: string | null
  readonly grant: string | null
  readonly currency: CurrencyCode
  readonly of: RequirementBase
  readonly base: bigint
  readonly multiplier: number
  readonly target: bigint
  /** The sum of the contributions: it may exceed the target, and an adjustment may bring it below zero. */
  readonly progress: bigint
  readonly contributions: number
  readonly source: StakeSource
  readonly weights: GameWeights
  readonly priority: number
  readonly onWithdrawal: OnWithdrawal
  readonly openedAt: number
  readonly expiresAt: number | null
  /** From when on a closure of the brand has not been added to `expiresAt` yet. */
  readonly runsSince: number
  /** When its expiry is checked next; null while it does not expire. */
  readonly expiryCheckAt: number | null
  readonly state: RequirementState
  readonly reason: string | null
  readonly endedAt: number | null
  readonly converted: bigint | null
  readonly task: { readonly kind: WalletTask; readonly dueAt: number; readonly tries: number } | null
}

/** A round that is open, or that counts towards a requirement. */
export interface Round {
  readonly provider: string
  readonly id: string
  readonly game: string
  readonly category: GameCategory
  readonly grant: string | null
  readonly isOpen: boolean
  /** Of an open round only the stakes are known. */
  readonly totals: RoundTotals
  readonly requirement: string | null
  readonly weight: number
  /** The sum of its contributions. */
  readonly counted: bigint
}

/** The part of a wallet's balance that decisions look at. */
export interface Balance {
  readonly cash: bigint
  readonly bonus: bigint
  readonly held: bigint
}

/** What is known of a player: all of it in memory; of a store, what a decision may touch. */
export interface Player {
  readonly brand: BrandKey
  readonly player: PlayerId
  /** The version of the last wallet event that was taken. */
  readonly seen: bigint
  /** How many events rolling has published about the player. */
  readonly events: bigint
  readonly balance: Balance
  /** How many requirements the player has had. */
  readonly opened: number
  /** The active bonus. */
  readonly grant: string | null
  readonly openRounds: number
  /** Those with a stake of the active bonus. */
  readonly openBonusRounds: number
  readonly requirements: HashMap.HashMap<string, Requirement>
  /** By `roundKey`. */
  readonly rounds: HashMap.HashMap<string, Round>
}

/** An entry of the append-only ledger of turnover. */
export interface Contribution {
  readonly requirement: string
  readonly number: number
  readonly kind: "round" | "change" | "adjustment"
  readonly round: { readonly provider: string; readonly id: string } | null
  readonly game: string | null
  readonly category: GameCategory | null
  readonly valid: bigint | null
  readonly weight: number | null
  readonly amount: bigint
  readonly transaction: string | null
  readonly adjustment: Adjusted | null
  readonly at: number
}

/** Who adjusted a requirement's progress, and why. */
export interface Adjusted {
  readonly id: string
  readonly askedBy: string
  readonly approvedBy: string
  readonly reason: string
}

/** A review that a person has to resolve; another of the same kind opens it again. */
export interface ReviewOpened {
  readonly requirement: string
  readonly kind: ReviewKind
  readonly detail: string
  readonly at: number
}

/** A decision: the player as it is afterwards, and what is added. */
export interface Step {
  readonly player: Player
  readonly contributions: ReadonlyArray<Contribution>
  readonly reviews: ReadonlyArray<ReviewOpened>
  readonly happened: ReadonlyArray<{ readonly type: RollingEventType; readonly requirement: string }>
}

/** The key of a round among its player's. */
export const roundKey = ({ id, provider }: { readonly provider: string; readonly id: string }): string =>
  `${provider} ${id}`
