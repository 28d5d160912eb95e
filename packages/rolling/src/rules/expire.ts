import { endRequirement } from "./endRequirement.js"
import type { Player, Requirement, Step } from "./State.js"
import { unchanged, withRequirement } from "./Stepping.js"

/** A time in which a brand took no bets, in milliseconds of the epoch; `to` is null while it lasts. */
export interface Closure {
  readonly from: number
  readonly to: number | null
}

/** How long an expiry that has to wait for a round is left alone. */
const waitsFor = 30_000

/**
 * Ends a requirement by its time. Time in which the brand was closed does not run: it is added to the expiry first, so that
 * what was closed for an hour expires an hour later. A bonus waits for its open rounds, and a fulfilled requirement does not expire.
 */
export const expire = (
  player: Player,
  requirement: Requirement,
  closures: ReadonlyArray<Closure>,
  now: number
): Step => {
  const { expiresAt, runsSince, state } = requirement
  if (state !== "active" || expiresAt === null || expiresAt > now) return unchanged(player)
  if (requirement.progress >= requirement.target || hasOpenRounds(player, requirement)) {
    return unchanged(withRequirement(player, { ...requirement, expiryCheckAt: now + waitsFor }))
  }
  const closed = closures.reduce((sum, closure) => sum + overlap(closure, runsSince, now), 0)
  const later = { ...requirement, expiresAt: expiresAt + closed, expiryCheckAt: expiresAt + closed, runsSince: now }
  return later.expiresAt > now
    ? unchanged(withRequirement(player, later))
    : endRequirement(player, later, { state: "expired", task: "expire", at: now })
}

const hasOpenRounds = (player: Player, { grant }: Requirement): boolean =>
  grant !== null && grant === player.grant && player.openBonusRounds > 0

const overlap = ({ from, to }: Closure, since: number, now: number): number =>
  Math.max(0, Math.min(to ?? now, now) - Math.max(from, since))
