import type { CommandOf } from "../contract/Command.js"
import { balanceState, type Decision, refused } from "./Decision.js"
import { Posting } from "./Posting.js"
import type { Stamped, Wallet, World } from "./State.js"

/** Opens a wallet, empty. */
export const open = (world: World, stamped: Stamped<CommandOf<"open">>, counters: Wallet["counters"]): Decision => {
  const { command } = stamped
  const wallet: Wallet = {
    brand: command.brand,
    id: command.wallet,
    kind: command.kind,
    currency: command.currency,
    version: 0n,
    eventVersion: 0n,
    cash: 0n,
    bonus: 0n,
    held: 0n,
    debt: 0n,
    grant: null,
    request: null,
    blocks: [],
    limits: [],
    counters
  }
  const known = world.wallet(command.brand, command.wallet)
  return known
    ? refused("wallet-exists", "this wallet was opened before", balanceState(known))
    : new Posting(world, stamped, wallet).done()
}
