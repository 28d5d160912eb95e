import type { RollingEventType } from "../contract/Events.js"
import type { RequirementState } from "../contract/Requirement.js"
import type { Player, Requirement, Step, WalletTask } from "./State.js"
import { unchanged, withRequirement } from "./Stepping.js"

/** How a requirement ends. */
export interface Ending {
  readonly state: Exclude<RequirementState, "active">
  readonly reason?: string | null
  /** What the wallet is asked to do with a bonus that is there. */
  readonly task?: WalletTask
  readonly at: number
}

/** Ends a requirement; progress stays as it is. A requirement without a bonus asks nothing of the wallet. */
export const endRequirement = (player: Player, requirement: Requirement, ending: Ending): Step => {
  const { at, reason = null, state, task } = ending
  const asked = task !== undefined && requirement.grant !== null
  return {
    ...unchanged(
      withRequirement(player, {
        ...requirement,
        state,
        reason,
        endedAt: at,
        task: asked ? { kind: task, dueAt: at, tries: 0 } : null
      })
    ),
    happened: [{ type: eventOf(state), requirement: requirement.id }]
  }
}

const eventOf = (state: Ending["state"]): RollingEventType => {
  switch (state) {
    case "completed":
      return "rolling.completed"
    case "expired":
      return "rolling.expired"
    case "reversed":
      return "rolling.reversed"
    case "converted":
    case "forfeited":
    case "cancelled":
    case "lost":
      return "rolling.ended"
  }
}
