import type { CommandOf } from "../contract/Command.js"
import { type Decision, refused } from "./Decision.js"
import { Posting } from "./Posting.js"
import { settle } from "./RoundSettlement.js"
import type { Stamped, Wallet, World } from "./State.js"

/** Closes a round by the protocol's word. */
export const roundClose = (world: World, stamped: Stamped<CommandOf<"round-close">>, wallet: Wallet): Decision => {
  const before = world.round(wallet.brand, wallet.id, stamped.command.round)
  if (!before) return refused("unknown-original", `round ${stamped.command.round.id} is unknown`, wallet)
  const grant = before.grant === null ? null : (world.grant(wallet.brand, before.grant) ?? null)
  return new Posting(world, stamped, wallet).done({
    transaction: { round: stamped.command.round, game: before.game },
    ...settle(world, before, before, true, grant)
  })
}
