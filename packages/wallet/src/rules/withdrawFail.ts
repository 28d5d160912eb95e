import type { CommandOf } from "../contract/Command.js"
import type { Decision } from "./Decision.js"
import type { Stamped, Wallet, World } from "./State.js"
import { otherPayout } from "./WithdrawalRefusals.js"
import { changed, step } from "./WithdrawalStep.js"

/** Nothing moves: the money stays held until the payout is approved again or released. */
export const withdrawFail = (world: World, stamped: Stamped<CommandOf<"withdraw-fail">>, wallet: Wallet): Decision =>
  step(world, stamped, wallet, "fail", (withdrawal, status, posting) => {
    const { reason } = stamped.command
    return (
      otherPayout(stamped.command, withdrawal, wallet) ??
      posting.done(changed({ ...withdrawal, status, approvedBy: [], reason }, undefined, reason))
    )
  })
