import { HashMap } from "effect"
import type { Player, Requirement, Round, Step } from "./State.js"
import { roundKey } from "./State.js"

/** A decision that has changed nothing yet. */
export const unchanged = (player: Player): Step => ({ player, contributions: [], reviews: [], happened: [] })

/** The next decision on what a first one left. */
export const andThen = (step: Step, next: (player: Player) => Step): Step => {
  const more = next(step.player)
  return {
    player: more.player,
    contributions: [...step.contributions, ...more.contributions],
    reviews: [...step.reviews, ...more.reviews],
    happened: [...step.happened, ...more.happened]
  }
}

/** The player with a requirement in its present form. */
export const withRequirement = (player: Player, requirement: Requirement): Player => ({
  ...player,
  requirements: HashMap.set(player.requirements, requirement.id, requirement)
})

/** The player with a round in its present form. */
export const withRound = (player: Player, round: Round): Player => ({
  ...player,
  rounds: HashMap.set(player.rounds, roundKey(round), round)
})

/** The active requirements in the order in which they are worked off: by priority, expiry, opening. */
export const inOrder = (player: Player): ReadonlyArray<Requirement> =>
  [...HashMap.values(player.requirements)].filter(({ state }) => state === "active").sort(byOrder)

const byOrder = (a: Requirement, b: Requirement): number =>
  a.priority - b.priority || (a.expiresAt ?? never) - (b.expiresAt ?? never) || a.number - b.number

/** The requirement of a bonus. */
export const ofGrant = (player: Player, grant: string): Requirement | undefined =>
  [...HashMap.values(player.requirements)].find((requirement) => requirement.grant === grant)

const never = Number.MAX_SAFE_INTEGER
