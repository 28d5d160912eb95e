import { retryDelay } from "@croupier/core/worker/retryDelay"
import { HashMap } from "effect"
import { budgetRefusal, withSpent } from "./Budget.js"
import type { CampaignRecord, Claim, Player, Step, UndoStep } from "./State.js"
import { unchanged, withClaim } from "./Stepping.js"

/** What has to be done next for a claim. */
export type SagaAction = "reserve-budget" | "grant-bonus" | "open-requirement" | "activate" | UndoStep

/** The next step of a claim; undefined where nothing is left to do. */
export const nextAction = ({ state, undoing }: Claim): SagaAction | undefined => {
  switch (state) {
    case "claimed":
      return "reserve-budget"
    case "budget-reserved":
      return "grant-bonus"
    case "bonus-granted":
      return "open-requirement"
    case "requirement-opened":
      return "activate"
    case "cancelling":
      return undoing?.step
    default:
      return undefined
  }
}

/** When a step was taken, and until when others leave the claim alone. */
export interface StepTime {
  readonly now: number
  readonly dueAt: number
}

const dayMillis = 86_400_000

/** Reserves the claim's part of the budget, or ends the claim where it is not to have it. `refusal` is what others say. */
export const reserveBudget = (
  player: Player,
  claim: Claim,
  record: CampaignRecord,
  refusal: string | undefined,
  { dueAt, now }: StepTime
): Step => {
  if (claim.state !== "claimed") return unchanged(player)
  const others = reservedClaims(player, claim)
  const isNew = others.length === 0
  const reason = refusal ?? budgetRefusal(record, claim, isNew)
  if (reason !== undefined) return ended(player, { ...claim, refused: true }, "cancelled", reason, now)
  const reserved: Claim = {
    ...claim,
    state: "budget-reserved",
    expiresAt: now + claim.terms.expiresAfterDays * dayMillis,
    dueAt,
    tries: 0
  }
  return {
    ...unchanged(withClaim(player, reserved)),
    campaign: withSpent(record, claim, isNew ? 1 : 0),
    happened: claim.key === null ? [{ type: "promotion.claimed", claim: claim.id }] : []
  }
}

/** The step that a claim is at has been done. A claim that has moved on in the meantime stays as it is. */
export const advanced = (player: Player, claim: Claim, done: SagaAction, { dueAt, now }: StepTime): Step => {
  if (nextAction(claim) !== done) return unchanged(player)
  switch (done) {
    case "grant-bonus":
      return unchanged(withClaim(player, { ...claim, state: "bonus-granted", dueAt, tries: 0 }))
    case "open-requirement":
      return unchanged(withClaim(player, { ...claim, state: "requirement-opened", dueAt, tries: 0 }))
    case "activate":
      return {
        ...unchanged(withClaim(player, { ...claim, state: "active", dueAt: null, tries: 0 })),
        happened: [{ type: "promotion.activated", claim: claim.id }]
      }
    case "close-requirement":
      return unchanged(withUndo(player, claim, "take-back", dueAt))
    case "take-back":
      return claim.undoing?.releases === true
        ? unchanged(withUndo(player, claim, "release-budget", dueAt))
        : ended(player, claim, claim.undoing?.as ?? "cancelled", claim.reason, now)
    default:
      return unchanged(player)
  }
}

/** Gives the claim's part of the budget back, which ends the claim. */
export const releaseBudget = (player: Player, claim: Claim, record: CampaignRecord, now: number): Step => {
  if (nextAction(claim) !== "release-budget") return unchanged(player)
  const isLast = reservedClaims(player, claim).length === 0
  return {
    ...ended(player, claim, "cancelled", claim.reason, now),
    campaign: withSpent(record, { amount: -claim.amount, currency: claim.currency }, isLast ? -1 : 0)
  }
}

/**
 * Takes a claim back from where it stands. What may have been done although its answer was lost is undone as well: a grant of which
 * nothing is known is taken back, a requirement that may be open is closed.
 */
export const undo = (
  player: Player,
  claim: Claim,
  how: { readonly as: "cancelled" | "forfeited"; readonly reason: string },
  { dueAt, now }: StepTime
): Step => {
  switch (claim.state) {
    case "awaiting-approval":
    case "claimed":
      return ended(player, claim, "cancelled", how.reason, now)
    case "budget-reserved":
      return unchanged(undoing(player, claim, { ...how, as: "cancelled" }, "take-back", dueAt))
    case "bonus-granted":
    case "requirement-opened":
    case "active":
      return unchanged(undoing(player, claim, how, "close-requirement", dueAt))
    default:
      return unchanged(player)
  }
}

/** The effect of a step came to be after the claim had been taken back: that effect is undone once more. */
export const undoAgain = (player: Player, claim: Claim, done: SagaAction, dueAt: number): Step => {
  const step = done === "open-requirement" ? "close-requirement" : "take-back"
  if (claim.state === "cancelling" && claim.undoing !== null) {
    const isBehind = undoOrder.indexOf(claim.undoing.step) <= undoOrder.indexOf(step)
    return unchanged(isBehind ? player : withUndo(player, claim, step, dueAt))
  }
  if (claim.state !== "cancelled") return unchanged(player)
  const again = { step, as: "cancelled", releases: false } as const
  return unchanged(withClaim(player, { ...claim, state: "cancelling", undoing: again, endedAt: null, dueAt }))
}

/** The wallet has refused a bonus for good: nothing was granted, and the budget is released. */
export const refuseGrant = (player: Player, claim: Claim, reason: string, { dueAt }: StepTime): Step =>
  claim.state === "budget-reserved"
    ? unchanged(undoing(player, { ...claim, refused: true }, { as: "cancelled", reason }, "release-budget", dueAt))
    : unchanged(player)

/** How long a claim waits for another bonus to end. */
export const longestWait = 30 * dayMillis

/** Another bonus is active: the grant waits, and its days begin when it comes. */
export const waitForOther = (player: Player, claim: Claim, time: StepTime): Step => {
  if (claim.state !== "budget-reserved") return unchanged(player)
  if (time.now - claim.claimedAt > longestWait) {
    const how = { as: "cancelled", reason: "waited-too-long" } as const
    return unchanged(undoing(player, claim, how, "release-budget", time.dueAt))
  }
  return unchanged(
    withClaim(player, {
      ...claim,
      expiresAt: time.now + claim.terms.expiresAfterDays * dayMillis,
      dueAt: time.now + retryDelay(claim.tries),
      tries: claim.tries + 1
    })
  )
}

/** A step that could not be taken now is tried again later. */
export const retryLater = (player: Player, claim: Claim, now: number): Step =>
  nextAction(claim) === undefined
    ? unchanged(player)
    : unchanged(withClaim(player, { ...claim, dueAt: now + retryDelay(claim.tries), tries: claim.tries + 1 }))

const undoing = (
  player: Player,
  claim: Claim,
  { as, reason }: { readonly as: "cancelled" | "forfeited"; readonly reason: string },
  step: UndoStep,
  dueAt: number
): Player =>
  withClaim(player, {
    ...claim,
    state: "cancelling",
    undoing: { step, as, releases: as === "cancelled" },
    reason,
    dueAt,
    tries: 0
  })

const withUndo = (player: Player, claim: Claim, step: UndoStep, dueAt: number): Player =>
  withClaim(player, {
    ...claim,
    undoing: claim.undoing === null ? null : { ...claim.undoing, step },
    dueAt,
    tries: 0
  })

/** Ends a claim. One that was given by itself and never reserved was no event before, so it is none now. */
const ended = (
  player: Player,
  claim: Claim,
  state: "cancelled" | "forfeited",
  reason: string | null,
  now: number
): Step => ({
  ...unchanged(withClaim(player, { ...claim, state, undoing: null, reason, endedAt: now, dueAt: null, tries: 0 })),
  happened: claim.key === null && claim.expiresAt === null ? [] : [{ type: "promotion.cancelled", claim: claim.id }]
})

const undoOrder: ReadonlyArray<UndoStep> = ["close-requirement", "take-back", "release-budget"]

/** The player's other claims of the campaign that have a part of its budget. */
const reservedClaims = (player: Player, { campaign, id }: Claim): ReadonlyArray<Claim> =>
  [...HashMap.values(player.claims)].filter(
    (claim) => claim.campaign === campaign && claim.id !== id && hasBudget(claim)
  )

const hasBudget = ({ state, undoing }: Claim): boolean => {
  switch (state) {
    case "awaiting-approval":
    case "claimed":
    case "cancelled":
    case "rejected":
      return false
    case "cancelling":
      return undoing !== null && (undoing.releases || undoing.as === "forfeited")
    default:
      return true
  }
}
