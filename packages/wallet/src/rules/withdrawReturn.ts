import type { CommandOf } from "../contract/Command.js"
import type { Decision } from "./Decision.js"
import type { Stamped, Wallet, World } from "./State.js"
import { changed, step } from "./WithdrawalStep.js"

/** bank → cash: what was paid out came back. */
export const withdrawReturn = (
  world: World,
  stamped: Stamped<CommandOf<"withdraw-return">>,
  wallet: Wallet
): Decision =>
  step(world, stamped, wallet, "return", (withdrawal, status, posting) => {
    const { reason } = stamped.command
    return posting
      .move("cash", withdrawal.amount, { kind: "bank", sub: withdrawal.bank ?? "" })
      .done(changed({ ...withdrawal, status, reason }, "wallet.withdrawal-returned", reason))
  })
