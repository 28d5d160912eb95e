import { Schema } from "effect"

/** A transaction as the provider's own books have it. */
export interface FeedItem {
  readonly id: string
  readonly kind: "bet" | "win" | "rollback"
  /** What a rollback names. */
  readonly original: string | null
  readonly account: string
  readonly round: string
  /** Ledger units from the house to the player, so a bet's is negative; null for a rollback. */
  readonly amount: bigint | null
  /** `given-up`: the provider never got an answer, and does not know. */
  readonly status: "taken" | "declined" | "rolled-back" | "given-up"
  /** Milliseconds of the epoch, by the provider's clock. */
  readonly at: number
}

/** Which part of a provider's books: from an instant on and before another, of all players or of one player's round. */
export interface FeedAsk {
  readonly from: number
  readonly to: number
  readonly of?: { readonly account: string; readonly round: string }
  readonly cursor?: string | undefined
}

/** A page of the books, and how to ask for the next one; undefined at the end. */
export interface FeedPage {
  readonly items: ReadonlyArray<FeedItem>
  readonly next: string | undefined
}

/** The provider did not return its books, or returned something else; the detail is for the log. */
export class FeedFailed extends Schema.TaggedError<FeedFailed>()("FeedFailed", { detail: Schema.String }) {
  override get message(): string {
    return `the provider's books cannot be read: ${this.detail}`
  }
}
