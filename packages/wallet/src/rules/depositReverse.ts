import type { CommandOf } from "../contract/Command.js"
import { add, at } from "./Counters.js"
import { type Decision, refused } from "./Decision.js"
import { Posting } from "./Posting.js"
import type { Stamped, Wallet, World } from "./State.js"

/**
 * The inverse of a deposit; what the player has already spent of it becomes debt. Limits no longer count it, in the
 * period in which they did: that of the request, where there was one.
 */
export const depositReverse = (
  world: World,
  stamped: Stamped<CommandOf<"deposit-reverse">>,
  wallet: Wallet
): Decision => {
  const { command } = stamped
  const original = world.transaction(wallet.brand, command.original)
  if (original?.wallet !== wallet.id) return refused("unknown-original", "deposit not found", wallet)
  if (original.reversedBy !== null)
    return refused("already-rolled-back", "the deposit has already been reversed", wallet)
  if (original.tag !== "deposit" || !original.counter) {
    return refused("not-reversible", "the transaction is not a deposit that moved money", wallet)
  }
  const amount = original.moved.cash
  const cash = amount < wallet.cash ? amount : wallet.cash
  const request = original.request === null ? undefined : world.request(wallet.brand, original.request)
  const counters = at(wallet.counters, world.clock(wallet.brand), world.now)
  return new Posting(world, stamped, wallet)
    .onWallet("cash", -cash)
    .onWallet("debt", cash - amount)
    .onBrand(original.counter, amount)
    .done({
      transaction: {
        counter: original.counter,
        reason: command.reason,
        request: original.request,
        original: original.key
      },
      original: { ...original, reversedBy: command.key },
      wallet: { counters: add(counters, { deposit: -amount }, request?.createdAt ?? original.at) },
      events: [{ type: "wallet.deposit-reversed", reverses: original.id }]
    })
}
