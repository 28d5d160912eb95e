import type { BrandKey, Timezone } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { PlayerId } from "@croupier/core/Ids"
import type { GameCategory } from "@croupier/wallet/contract"
import type { HashMap } from "effect"
import type { BonusState } from "../contract/Bonus.js"
import type { BonusTerms } from "../contract/BonusTerms.js"
import type { Campaign, CampaignState } from "../contract/Campaign.js"
import type { PromotionEventType } from "../contract/Events.js"

/** What is undone next of a bonus that is taken back: its requirement, its grant, the part of the budget. */
export type UndoStep = "close-requirement" | "take-back" | "release-budget"

/** How a bonus is taken back, and what it is afterwards. */
export interface Undoing {
  readonly step: UndoStep
  readonly as: "cancelled" | "forfeited"
  /** Whether its part of the budget is given back. */
  readonly releases: boolean
}

/** A claim of a bonus. Amounts are ledger units, times are milliseconds of the epoch. Its id is the wallet's grant and rolling's requirement. */
export interface Claim {
  readonly id: string
  /** Counts the player's claims. */
  readonly number: number
  readonly campaign: string
  readonly campaignVersion: number
  /** What it is given for: once in a campaign for each of these, while it is not cancelled. */
  readonly occasion: string
  /** The caller's key; null for one that was given without being asked for. */
  readonly key: string | null
  readonly currency: CurrencyCode
  readonly amount: bigint
  readonly deposit: string | null
  /** What the multiplier is applied to. */
  readonly base: bigint
  readonly terms: BonusTerms
  readonly acceptedAt: number | null
  readonly state: BonusState
  readonly undoing: Undoing | null
  readonly reason: string | null
  /** It was never given: its claim was answered with the reason. */
  readonly refused: boolean
  readonly claimedAt: number
  /** When the bonus expires; set when its budget is reserved. */
  readonly expiresAt: number | null
  readonly endedAt: number | null
  /** When the next step is due; null where none is. A step in progress moves it ahead, so that others leave the claim alone. */
  readonly dueAt: number | null
  readonly tries: number
}

/** A campaign with what it has given so far. */
export interface CampaignRecord {
  readonly brand: BrandKey
  readonly campaign: Campaign
  readonly version: number
  readonly state: CampaignState
  readonly timezone: Timezone
  readonly from: number
  readonly until: number | null
  readonly spent: HashMap.HashMap<string, bigint>
  readonly receivers: number
}

/** What is known of a player: all of it in memory; of a store, what a decision may touch. */
export interface Player {
  readonly brand: BrandKey
  readonly player: PlayerId
  /** The version of the last wallet event that was taken. */
  readonly seen: bigint
  /** How many events promotion has published about the player. */
  readonly events: bigint
  /** Completed deposits so far. */
  readonly deposits: number
  /** How many claims the player has made. */
  readonly claimed: number
  readonly claims: HashMap.HashMap<string, Claim>
}

/** A completed deposit. */
export interface Deposit {
  readonly transaction: string
  /** Counts the player's completed deposits in the ledger's order. */
  readonly number: number
  readonly currency: CurrencyCode
  readonly amount: bigint
  readonly at: number
}

/** What one wallet event adds to the figures of a period, and the balance that it left. Append-only. */
export interface Fact {
  readonly version: bigint
  readonly at: number
  readonly kind: "round" | "deposit" | "reversal" | "withdrawal" | "conversion"
  readonly currency: CurrencyCode
  /** Of a reversal: the deposit's. */
  readonly transaction: string
  readonly category: GameCategory | null
  /** Of a deposit: which one it is. */
  readonly number: number | null
  readonly stake: bigint
  readonly payout: bigint
  readonly deposit: bigint
  readonly withdrawal: bigint
  readonly converted: bigint
  readonly cash: bigint
  readonly held: bigint
}

/** A decision: the player as it is afterwards, what is added, and the campaign where its figures change. */
export interface Step {
  readonly player: Player
  readonly facts: ReadonlyArray<Fact>
  readonly campaign: CampaignRecord | undefined
  readonly happened: ReadonlyArray<{ readonly type: PromotionEventType; readonly claim: string }>
}
