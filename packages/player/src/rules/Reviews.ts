import type { Actor } from "@croupier/core/Actor"
import type { GateChange } from "../contract/Gate.js"
import type { ReviewDecision, ReviewReason } from "../contract/Review.js"

/** A review as it is stored. `exclusion` is the one that matched; null where an outside register answered. */
export interface Review {
  readonly id: string
  readonly reason: ReviewReason
  readonly exclusion: string | null
  readonly openedAt: number
  readonly decision: ReviewDecision | null
  readonly decidedAt: number | null
  readonly decidedBy: Actor | null
}

/** The match that a review is opened for. */
export type Match = Pick<Review, "reason" | "exclusion">

/** A new review of a match; undefined where the player has one, decided or not: a decision is final. */
export const open = (reviews: ReadonlyArray<Review>, match: Match, id: string, now: number): Review | undefined =>
  reviews.some(({ exclusion, reason }) => reason === match.reason && exclusion === match.exclusion)
    ? undefined
    : { ...match, id, openedAt: now, decision: null, decidedAt: null, decidedBy: null }

/**
 * The gate's blocks: no bets and no deposits while a review is open, or confirmed for an exclusion that is not on the
 * account itself, such as one of an outside register.
 */
export const gateChange = (
  reviews: ReadonlyArray<Review>,
  exclusions: ReadonlyArray<{ readonly id: string }>,
  author: Actor
): GateChange => {
  const isHeld = reviews.some(
    ({ decision, exclusion }) =>
      decision === null || (decision === "confirm" && exclusions.every(({ id }) => id !== exclusion))
  )
  return isHeld
    ? { set: held.map((scope) => ({ scope, source, reason: "under review", author, until: null })), clear: [] }
    : { set: [], clear: held.map((scope) => ({ scope, source })) }
}

const held = ["bet", "deposit"] as const

const source = "review"
