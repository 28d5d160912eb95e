import type { CommandOf } from "../contract/Command.js"
import type { Decision } from "./Decision.js"
import { Posting } from "./Posting.js"
import type { Stamped, Wallet, World } from "./State.js"

const commission = { kind: "commission", sub: "" } as const

/** commission → cash */
export const commissionPayout = (
  world: World,
  stamped: Stamped<CommandOf<"commission-payout">>,
  wallet: Wallet
): Decision =>
  new Posting(world, stamped, wallet)
    .move("cash", stamped.command.amount, commission)
    .done({ transaction: { counter: commission } })
