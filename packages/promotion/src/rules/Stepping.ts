import { HashMap } from "effect"
import type { Claim, Player, Step } from "./State.js"

/** A decision that has changed nothing yet. */
export const unchanged = (player: Player): Step => ({ player, facts: [], campaign: undefined, happened: [] })

/** The next decision on what a first one left. */
export const andThen = (step: Step, next: (player: Player) => Step): Step => {
  const more = next(step.player)
  return {
    player: more.player,
    facts: [...step.facts, ...more.facts],
    campaign: more.campaign ?? step.campaign,
    happened: [...step.happened, ...more.happened]
  }
}

/** The player with a claim in its present form. */
export const withClaim = (player: Player, claim: Claim): Player => ({
  ...player,
  claims: HashMap.set(player.claims, claim.id, claim)
})

/** Whether a claim still counts against caps and occasions: one that was cancelled or rejected does not. */
export const isCounted = ({ state, undoing }: Claim): boolean =>
  state !== "cancelled" && state !== "rejected" && !(state === "cancelling" && undoing?.as === "cancelled")

/** The player's claims of a campaign that count. */
export const countedClaims = (player: Player, campaign: string): ReadonlyArray<Claim> =>
  [...HashMap.values(player.claims)].filter((claim) => claim.campaign === campaign && isCounted(claim))
