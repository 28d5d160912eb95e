/** What of one player's base counts in a period, and what is kept apart afterwards, never over zero. */
export interface Fenced {
  readonly counted: bigint
  readonly fenced: bigint
}

/**
 * Keeps apart what a player won over the limit, and makes up for it by the player's later losses before they count again.
 * What counts and what is kept apart always add up to what there was.
 */
export const ringFence = (base: bigint, fenced: bigint, limit: bigint | undefined): Fenced => {
  if (base >= 0n) {
    const offset = base < -fenced ? base : -fenced
    return { counted: base - offset, fenced: fenced + offset }
  }
  const counted = limit !== undefined && base < -limit ? -limit : base
  return { counted, fenced: fenced + base - counted }
}
