import type { Adjustment } from "../contract/Requirement.js"
import { completeFulfilled, reopenBelowTarget } from "./completeFulfilled.js"
import type { Player, Requirement, Step } from "./State.js"
import { andThen, unchanged, withRequirement } from "./Stepping.js"

/** Whether an adjustment is decided by two different operators. */
export const isByTwo = ({ actor, askedBy }: Pick<Adjustment, "actor" | "askedBy">): boolean =>
  actor.kind === "operator" && askedBy.kind === "operator" && actor.id !== askedBy.id

/** Changes the progress by hand; a completed requirement is active again where it falls below its target. */
export const adjust = (player: Player, requirement: Requirement, adjustment: Adjustment, at: number): Step => {
  const { actor, askedBy, direction, id, reason } = adjustment
  const amount = direction === "credit" ? adjustment.amount : -adjustment.amount
  const number = requirement.contributions + 1
  const step: Step = {
    ...unchanged(
      withRequirement(player, {
        ...requirement,
        progress: requirement.progress + amount,
        contributions: number
      })
    ),
    contributions: [
      {
        requirement: requirement.id,
        number,
        kind: "adjustment",
        round: null,
        game: null,
        category: null,
        valid: null,
        weight: null,
        amount,
        transaction: null,
        adjustment: { id, askedBy: askedBy.id, approvedBy: actor.id, reason },
        at
      }
    ],
    happened: [{ type: "rolling.progressed", requirement: requirement.id }]
  }
  return andThen(
    andThen(step, (now) => reopenBelowTarget(now, requirement.id, at)),
    (now) => completeFulfilled(now, at)
  )
}
