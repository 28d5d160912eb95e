import type { CommandOf } from "../contract/Command.js"
import { notByOperator } from "./Deciders.js"
import { type Decision, refused } from "./Decision.js"
import { Posting } from "./Posting.js"
import type { Stamped, Wallet, World } from "./State.js"

const adjustment = { kind: "adjustment", sub: "" } as const

/** adjustment ↔ cash or bonus, with its reason. */
export const adjust = (world: World, stamped: Stamped<CommandOf<"adjust">>, wallet: Wallet): Decision => {
  const { account, amount, direction, reason } = stamped.command
  const undecided = notByOperator(stamped, wallet)
  if (undecided) return undecided
  if (account === "bonus" && wallet.grant === null) return refused("unknown-grant", "no bonus is active", wallet)
  if (direction === "debit" && amount > wallet[account]) {
    return refused("insufficient-funds", `the ${account} balance is too low`, wallet)
  }
  return new Posting(world, stamped, wallet)
    .move(account, direction === "credit" ? amount : -amount, adjustment)
    .done({ transaction: { counter: adjustment, reason, grant: account === "bonus" ? wallet.grant : null } })
}
