import type { CommandOf } from "../contract/Command.js"
import { type Decision, refused } from "./Decision.js"
import type { Stamped, Wallet, World } from "./State.js"
import { changedSince, newReviews, notWithdrawable } from "./WithdrawalRefusals.js"
import { changed, step } from "./WithdrawalStep.js"

/** Refused for everything that refuses the request: the last moment at which the money is still here. */
export const withdrawPay = (world: World, stamped: Stamped<CommandOf<"withdraw-pay">>, wallet: Wallet): Decision =>
  step(world, stamped, wallet, "pay", (withdrawal, status, posting) => {
    const refusal = notWithdrawable(world, wallet, withdrawal.amount, withdrawal)
    if (refusal) return refusal
    if (newReviews(stamped.command, withdrawal).length > 0) {
      return refused("reviews-changed", "the payout account has changed since the withdrawal was approved", wallet)
    }
    return (
      changedSince(stamped.command, wallet) ??
      posting.done(changed({ ...withdrawal, status, payout: stamped.id, payer: stamped.command.actor }))
    )
  })
