import type { CommandOf } from "../contract/Command.js"
import { notByOperator } from "./Deciders.js"
import { type Decision, refused } from "./Decision.js"
import { Posting } from "./Posting.js"
import type { Stamped, Wallet, World } from "./State.js"

const adjustment = { kind: "adjustment", sub: "" } as const

/** adjustment → debt */
export const debtWriteOff = (world: World, stamped: Stamped<CommandOf<"debt-write-off">>, wallet: Wallet): Decision => {
  const { amount, reason } = stamped.command
  const undecided = notByOperator(stamped, wallet)
  if (undecided) return undecided
  return amount > wallet.debt
    ? refused("over-debt", "that is more than is owed", wallet)
    : new Posting(world, stamped, wallet)
        .move("debt", amount, adjustment)
        .done({ transaction: { counter: adjustment, reason } })
}
