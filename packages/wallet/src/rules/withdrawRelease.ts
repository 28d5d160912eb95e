import type { CommandOf } from "../contract/Command.js"
import { type Decision, refused } from "./Decision.js"
import type { Stamped, Wallet, World } from "./State.js"
import { changed, step } from "./WithdrawalStep.js"
import { termsOf } from "./WithdrawalTerms.js"

/** held → cash */
export const withdrawRelease = (
  world: World,
  stamped: Stamped<CommandOf<"withdraw-release">>,
  wallet: Wallet
): Decision => {
  const { actor, as, reason } = stamped.command
  return step(world, stamped, wallet, as === "rejected" ? "reject" : "cancel", (withdrawal, status, posting) => {
    const { playerMayCancel } = termsOf(world.policy(wallet.brand), wallet.currency)
    if (as === "cancelled" && actor.kind === "player" && !playerMayCancel) {
      return refused("not-cancellable", "the brand does not allow withdrawals to be cancelled", wallet)
    }
    return posting
      .onWallet("held", -withdrawal.amount)
      .onWallet("cash", withdrawal.amount)
      .done(changed({ ...withdrawal, status, reason }, "wallet.withdrawal-rejected", reason))
  })
}
