import type { NewRequirement } from "../contract/Requirement.js"
import { completeFulfilled } from "./completeFulfilled.js"
import type { Player, Requirement, Step } from "./State.js"
import { andThen, unchanged, withRequirement } from "./Stepping.js"
import { targetOf } from "./targetOf.js"

/** What a new requirement says of itself; the rest follows. */
export type Opening = Omit<NewRequirement, "base" | "brand" | "player" | "origin" | "grant"> &
  Pick<Requirement, "base" | "origin" | "grant">

/** Opens a requirement. One with nothing to turn over is completed at once. */
export const openRequirement = (player: Player, opening: Opening, at: number): Step => {
  const requirement: Requirement = {
    ...opening,
    number: player.opened + 1,
    target: targetOf(opening.base, opening.multiplier),
    progress: 0n,
    contributions: 0,
    openedAt: at,
    runsSince: at,
    expiryCheckAt: opening.expiresAt,
    state: "active",
    reason: null,
    endedAt: null,
    converted: null,
    task: null
  }
  const opened: Step = {
    ...unchanged(withRequirement({ ...player, opened: requirement.number }, requirement)),
    happened: [{ type: "rolling.requirement-opened", requirement: requirement.id }]
  }
  return andThen(opened, (now) => completeFulfilled(now, at))
}
