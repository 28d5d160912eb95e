import type { CommandOf } from "../contract/Command.js"
import { add, at, exceeded } from "./Counters.js"
import { completeDeposit } from "./completeDeposit.js"
import { type Decision, refused } from "./Decision.js"
import { locked } from "./gate.js"
import { Posting } from "./Posting.js"
import { bankAccount, type Stamped, type Wallet, type World } from "./State.js"

/** bank or suspense → cash. One of a request completes it; one without is held to the player's deposit limits. */
export const deposit = (world: World, stamped: Stamped<CommandOf<"deposit">>, wallet: Wallet): Decision => {
  const { command } = stamped
  const from = bankAccount(command.from)
  if (command.request !== undefined) return completeDeposit(world, stamped, wallet, command.request)
  const block = locked(wallet, "deposit", world.now)
  if (block) return block
  const counters = at(wallet.counters, world.clock(wallet.brand), world.now)
  const limit = exceeded(wallet, counters, ["deposit"], command.amount)
  if (limit) return refused("limit", `the deposit exceeds the player's limit for the ${limit.period}`, wallet)
  return new Posting(world, stamped, wallet).move("cash", command.amount, from).done({
    transaction: { counter: from },
    wallet: { counters: add(counters, { deposit: command.amount }, world.now) },
    events: [{ type: "wallet.deposit-completed" }]
  })
}
