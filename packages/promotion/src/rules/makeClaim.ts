import type { Claimable } from "./claimable.js"
import type { CampaignRecord, Claim, Player, Step } from "./State.js"
import { unchanged, withClaim } from "./Stepping.js"

/** What a claim has beside what is claimable. */
export interface Asking {
  readonly id: string
  /** The player's own key; null for a bonus that is given without being asked for. */
  readonly key: string | null
  readonly now: number
  /** When its next step is due. */
  readonly dueAt: number
}

/**
 * Makes a claim. One that a player makes is an event at once; one that is given by itself when its budget is reserved, since it may
 * turn out not to be for the player.
 */
export const makeClaim = (
  player: Player,
  { campaign, version }: CampaignRecord,
  { needsApproval, ...found }: Claimable,
  { dueAt, id, key, now }: Asking
): Step => {
  const claim: Claim = {
    ...found,
    id,
    number: player.claimed + 1,
    campaign: campaign.id,
    campaignVersion: version,
    key,
    acceptedAt: key === null ? null : now,
    state: needsApproval ? "awaiting-approval" : "claimed",
    undoing: null,
    reason: null,
    refused: false,
    claimedAt: now,
    expiresAt: null,
    endedAt: null,
    dueAt: needsApproval ? null : dueAt,
    tries: 0
  }
  return {
    ...unchanged(withClaim({ ...player, claimed: claim.number }, claim)),
    happened: key === null ? [] : [{ type: "promotion.claimed", claim: id }]
  }
}
