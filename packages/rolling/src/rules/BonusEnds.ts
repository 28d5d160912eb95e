import type { GrantMovement } from "@croupier/wallet/contract"
import { HashMap } from "effect"
import { endRequirement } from "./endRequirement.js"
import type { Player, Step } from "./State.js"
import { andThen, ofGrant, unchanged, withRequirement } from "./Stepping.js"

/** The wallet has converted a bonus. */
export const bonusConverted = (player: Player, { grant, moved }: GrantMovement, at: number): Step => {
  const requirement = ofGrant(player, grant)
  if (requirement === undefined) return unchanged(withoutGrant(player))
  const converted = { ...requirement, converted: moved.cash }
  const ended = endRequirement(withoutGrant(player), converted, { state: "converted", at })
  if (requirement.state !== "reversed") return ended
  const detail = "The bonus was converted to cash while its deposit was being reversed."
  return {
    ...unchanged(withRequirement(withoutGrant(player), { ...converted, task: null })),
    reviews: [{ requirement: requirement.id, kind: "converted-deposit-reversed", detail, at }]
  }
}

/** The wallet has taken a bonus back. What ended the requirement before stays its state. */
export const bonusForfeited = (player: Player, { grant }: GrantMovement, at: number): Step => {
  const requirement = ofGrant(player, grant)
  if (requirement === undefined) return unchanged(withoutGrant(player))
  return requirement.state === "active" || requirement.state === "completed"
    ? endRequirement(withoutGrant(player), requirement, { state: "forfeited", at })
    : unchanged(withRequirement(withoutGrant(player), { ...requirement, task: null }))
}

/** A withdrawal was requested: it forfeits the active bonuses that say so. */
export const forfeitByWithdrawal = (player: Player, at: number): Step =>
  [...HashMap.values(player.requirements)]
    .filter(({ onWithdrawal, state }) => state === "active" && onWithdrawal === "forfeit")
    .reduce(
      (step, requirement) =>
        andThen(step, (now) =>
          endRequirement(now, requirement, { state: "forfeited", reason: "withdrawal", task: "forfeit", at })
        ),
      unchanged(player)
    )

const withoutGrant = (player: Player): Player => ({ ...player, grant: null, openBonusRounds: 0 })
