import { retryDelay } from "@croupier/core/worker/retryDelay"
import type { PostResult } from "@croupier/wallet/contract"
import type { Player, Requirement, ReviewOpened, Step, WalletTask } from "./State.js"
import { unchanged, withRequirement } from "./Stepping.js"

/** After this number of refusals a review is opened; the task is still tried. */
export const triesUntilReview = 8

/**
 * What the wallet's answer means for a task. Done, or a bonus that has ended in the meantime: nothing is left to do, and the wallet's
 * event says what came of it. Anything else is tried again later, and reviewed by a person once it was refused for long.
 */
export const afterAnswer = (
  player: Player,
  requirement: Requirement,
  asked: WalletTask,
  answer: PostResult,
  now: number
): Step => {
  const { task } = requirement
  // The requirement was decided again while the wallet was asked: what is asked of the wallet now is another task.
  if (task?.kind !== asked) return unchanged(player)
  if (answer._tag === "ok" || answer.reason === "grant-ended") {
    return unchanged(withRequirement(player, { ...requirement, task: null }))
  }
  const tries = task.tries + 1
  const later = { ...requirement, task: { ...task, tries, dueAt: now + retryDelay(tries) } }
  const review: ReviewOpened = {
    requirement: requirement.id,
    kind: "wallet-refuses",
    detail: `The wallet refuses to ${task.kind} the bonus: ${answer.detail}`,
    at: now
  }
  return {
    ...unchanged(withRequirement(player, later)),
    reviews: tries === triesUntilReview && answer.reason !== "rounds-open" ? [review] : []
  }
}
