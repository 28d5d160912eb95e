import type { CommandOf } from "../contract/Command.js"
import { type Decision, refused } from "./Decision.js"
import type { Stamped, Wallet, World } from "./State.js"
import { changedSince, newReviews, notWithdrawable } from "./WithdrawalRefusals.js"
import { changed, step } from "./WithdrawalStep.js"
import { termsOf } from "./WithdrawalTerms.js"

/**
 * Two operators over the threshold, one where there is something to review. A new review reason voids the approvals that
 * were given without it, and a threshold lowered since the request holds too.
 */
export const withdrawApprove = (
  world: World,
  stamped: Stamped<CommandOf<"withdraw-approve">>,
  wallet: Wallet
): Decision =>
  step(world, stamped, wallet, "approve", (withdrawal, status, posting) => {
    const { actor } = stamped.command
    const added = newReviews(stamped.command, withdrawal)
    const reviews = [...withdrawal.reviews, ...added]
    const approvedBy = added.length === 0 ? withdrawal.approvedBy : []
    const { twoPeopleOver } = termsOf(world.policy(wallet.brand), wallet.currency)
    const twoPeople = withdrawal.twoPeople || (twoPeopleOver !== null && withdrawal.amount > twoPeopleOver)
    const refusal = notWithdrawable(world, wallet, withdrawal.amount, withdrawal)
    if (refusal) return refusal
    if (actor.kind !== "operator" && (twoPeople || reviews.length > 0)) {
      return refused("operator-needed", "this withdrawal requires manual approval", wallet)
    }
    if (approvedBy.some(({ id, kind }) => id === actor.id && kind === actor.kind)) {
      return refused("same-person", "this withdrawal requires a second approval by another person", wallet)
    }
    const unseen = changedSince(stamped.command, wallet)
    if (unseen) return unseen
    const approvals = [...approvedBy, actor]
    const enough = approvals.length >= (twoPeople ? 2 : 1)
    return posting.done(
      changed({
        ...withdrawal,
        reviews,
        twoPeople,
        approvedBy: approvals,
        status: enough ? status : withdrawal.status
      })
    )
  })
