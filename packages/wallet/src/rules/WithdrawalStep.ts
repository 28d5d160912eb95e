import type { CommandOf } from "../contract/Command.js"
import type { EventType } from "../contract/Events.js"
import { notByUs } from "./Deciders.js"
import { type Decision, refused } from "./Decision.js"
import { Posting } from "./Posting.js"
import type { Stamped, Wallet, Withdrawal, World } from "./State.js"
import { after, type WithdrawalAction } from "./WithdrawalStates.js"

/** What a step writes in addition to its entries: the withdrawal after it, and its event where it has one. */
export const changed = (withdrawal: Withdrawal, type?: EventType, reason: string | null = null) => ({
  withdrawal,
  transaction: { request: withdrawal.id, requestStatus: withdrawal.status, reason },
  events: type === undefined ? [] : [{ type }]
})

/** One action on a withdrawal: refused where it is not this wallet's, or where its state does not allow the action. */
export const step = (
  world: World,
  stamped: Stamped<LaterCommand>,
  wallet: Wallet,
  action: WithdrawalAction,
  move: (withdrawal: Withdrawal, status: Withdrawal["status"], posting: Posting) => Decision
): Decision => {
  const withdrawal = world.withdrawal(wallet.brand, stamped.command.withdrawal)
  if (withdrawal?.wallet !== wallet.id) return refused("unknown-withdrawal", "withdrawal not found", wallet)
  const undecided = action === "cancel" ? undefined : notByUs(stamped, wallet)
  if (undecided) return undecided
  const status = after(withdrawal.status, action)
  return status === undefined
    ? refused("withdrawal-state", `the withdrawal is ${withdrawal.status}`, wallet)
    : move(withdrawal, status, new Posting(world, stamped, wallet))
}

type LaterCommand = CommandOf<
  "withdraw-approve" | "withdraw-pay" | "withdraw-fail" | "withdraw-release" | "withdraw-settle" | "withdraw-return"
>
