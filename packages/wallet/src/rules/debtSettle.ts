import type { CommandOf } from "../contract/Command.js"
import { type Decision, refused } from "./Decision.js"
import { Posting } from "./Posting.js"
import type { Stamped, Wallet, World } from "./State.js"

/** cash → debt */
export const debtSettle = (world: World, stamped: Stamped<CommandOf<"debt-settle">>, wallet: Wallet): Decision => {
  const { amount } = stamped.command
  if (amount > wallet.debt) return refused("over-debt", "that is more than is owed", wallet)
  if (amount > wallet.cash) return refused("insufficient-funds", "the cash balance is too low", wallet)
  return new Posting(world, stamped, wallet).onWallet("cash", -amount).onWallet("debt", amount).done()
}
