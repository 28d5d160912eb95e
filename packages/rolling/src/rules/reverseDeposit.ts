import { HashMap } from "effect"
import { endRequirement } from "./endRequirement.js"
import type { Player, Requirement, Step } from "./State.js"
import { andThen, unchanged } from "./Stepping.js"

/**
 * Ends what a reversed deposit made: its own requirement, and the bonuses that were given for it, which are forfeited. One that
 * was converted before is reviewed by a person: until then its player cannot withdraw.
 */
export const reverseDeposit = (player: Player, deposit: string, at: number): Step =>
  [...HashMap.values(player.requirements)]
    .filter((requirement) => requirement.deposit === deposit)
    .reduce((step, requirement) => andThen(step, (now) => reverse(now, requirement, at)), unchanged(player))

const reverse = (player: Player, requirement: Requirement, at: number): Step => {
  switch (requirement.state) {
    case "active":
    case "completed":
      return endRequirement(player, requirement, {
        state: "reversed",
        reason: "deposit-reversed",
        task: "forfeit",
        at
      })
    case "converted": {
      const detail = "The deposit of the bonus was reversed after the bonus had been converted to cash."
      const ended = endRequirement(player, requirement, { state: "reversed", reason: "deposit-reversed", at })
      return {
        ...ended,
        reviews: [{ requirement: requirement.id, kind: "converted-deposit-reversed", detail, at }]
      }
    }
    case "expired":
    case "forfeited":
    case "cancelled":
    case "lost":
    case "reversed":
      return unchanged(player)
  }
}
