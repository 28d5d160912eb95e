import type { CommandOf } from "../contract/Command.js"
import { type Decision, refused } from "./Decision.js"
import { Posting } from "./Posting.js"
import type { Stamped, Wallet, World } from "./State.js"
import { changedSince, notWithdrawable } from "./WithdrawalRefusals.js"
import { changed } from "./WithdrawalStep.js"
import { termsOf } from "./WithdrawalTerms.js"

/** cash → held, refused while the player is blocked or owes anything. */
export const withdrawHold = (world: World, stamped: Stamped<CommandOf<"withdraw-hold">>, wallet: Wallet): Decision => {
  const { command } = stamped
  const refusal = notWithdrawable(world, wallet, command.amount)
  if (refusal) return refusal
  if (world.withdrawal(wallet.brand, command.withdrawal)) {
    return refused("duplicate-mismatch", "a withdrawal with this id already exists", wallet)
  }
  if (command.amount > wallet.cash) return refused("insufficient-funds", "the cash balance is too low", wallet)
  const unseen = changedSince(command, wallet)
  if (unseen) return unseen
  const { twoPeopleOver } = termsOf(world.policy(wallet.brand), wallet.currency)
  const { account, shown } = command
  return new Posting(world, stamped, wallet)
    .onWallet("cash", -command.amount)
    .onWallet("held", command.amount)
    .done(
      changed(
        {
          brand: wallet.brand,
          id: command.withdrawal,
          wallet: wallet.id,
          holder: wallet.kind,
          currency: wallet.currency,
          amount: command.amount,
          status: "requested",
          payTo: account === undefined || shown === undefined ? null : { account, ...shown },
          reviews: command.reviews ?? [],
          twoPeople: twoPeopleOver !== null && command.amount > twoPeopleOver,
          approvedBy: [],
          payout: null,
          payer: null,
          bank: null,
          reason: null,
          requestedAt: world.now
        },
        "wallet.withdrawal-requested"
      )
    )
}
