import type { CommandOf } from "../contract/Command.js"
import { add, at } from "./Counters.js"
import { notByUs } from "./Deciders.js"
import { type Decision, refused } from "./Decision.js"
import { Posting } from "./Posting.js"
import type { Stamped, Wallet, World } from "./State.js"

/**
 * Ends a request without money. A player's own cancellation reaches a pending one only, an expiry one that is due. A
 * service of ours may reject one in review, where the bank has taken the money back.
 */
export const depositRequestEnd = (
  world: World,
  stamped: Stamped<CommandOf<"deposit-request-end">>,
  wallet: Wallet
): Decision => {
  const { command } = stamped
  const request = world.request(wallet.brand, command.request)
  if (request?.wallet !== wallet.id) return refused("unknown-request", "deposit request not found", wallet)
  const undecided = command.as === "rejected" ? notByUs(stamped, wallet) : undefined
  if (undecided) return undecided
  const open = request.status === "pending" || (request.status === "review" && command.as === "rejected")
  if (!open || (command.as === "expired" && world.now < request.expiresAt)) {
    return refused("request-ended", `the deposit request is ${request.status}`, wallet)
  }
  const counters = at(wallet.counters, world.clock(wallet.brand), world.now)
  return new Posting(world, stamped, wallet).done({
    transaction: { request: request.id, requestStatus: command.as, reason: command.reason },
    request: { ...request, status: command.as },
    wallet: {
      request: wallet.request === request.id ? null : wallet.request,
      counters: add(counters, { deposit: -request.amount }, request.createdAt)
    }
  })
}
