import { HashMap } from "effect"
import { endRequirement } from "./endRequirement.js"
import type { Player, Requirement, Step } from "./State.js"
import { andThen, inOrder, unchanged, withRequirement } from "./Stepping.js"

/**
 * Completes what has reached its target. A bonus waits until no round with its money is open, so that the win of the completing
 * round is still the bonus's and under its cap.
 */
export const completeFulfilled = (player: Player, at: number): Step =>
  inOrder(player).reduce(
    (step, { id }) =>
      andThen(step, (now) => {
        const requirement = HashMap.unsafeGet(now.requirements, id)
        return isFulfilled(now, requirement)
          ? endRequirement(now, requirement, { state: "completed", task: "convert", at })
          : unchanged(now)
      }),
    unchanged(player)
  )

const isFulfilled = (player: Player, { grant, progress, target }: Requirement): boolean =>
  progress >= target && (grant === null || grant !== player.grant || player.openBonusRounds === 0)

/**
 * What a change of progress means for a requirement that has ended: a completed one below its target is active again, a
 * converted one is reviewed by a person. Nothing is taken from the player, and no other state changes.
 */
export const reopenBelowTarget = (player: Player, id: string, at: number): Step => {
  const requirement = HashMap.unsafeGet(player.requirements, id)
  const isBelow = requirement.progress < requirement.target
  if (isBelow && requirement.state === "completed" && requirement.reason === null) {
    const active: Requirement = { ...requirement, state: "active", endedAt: null, task: null }
    return {
      ...unchanged(withRequirement(player, active)),
      happened: [{ type: "rolling.reopened", requirement: id }]
    }
  }
  if (isBelow && requirement.state === "converted") {
    const detail = "A round of the bonus changed after its conversion, so that the target is no longer met."
    return { ...unchanged(player), reviews: [{ requirement: id, kind: "converted-below-target", detail, at }] }
  }
  return unchanged(player)
}
