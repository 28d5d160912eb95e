import type { CommandOf } from "../contract/Command.js"
import type { Decision } from "./Decision.js"
import type { Stamped, Wallet, World } from "./State.js"
import { otherPayout } from "./WithdrawalRefusals.js"
import { changed, step } from "./WithdrawalStep.js"

/** held → bank. What the bank has paid is booked whatever has happened to the wallet since. */
export const withdrawSettle = (
  world: World,
  stamped: Stamped<CommandOf<"withdraw-settle">>,
  wallet: Wallet
): Decision =>
  step(world, stamped, wallet, "settle", (withdrawal, status, posting) => {
    const bank = { kind: "bank", sub: stamped.command.bank } as const
    return (
      otherPayout(stamped.command, withdrawal, wallet) ??
      posting
        .move("held", -withdrawal.amount, bank)
        .done(changed({ ...withdrawal, status, bank: bank.sub }, "wallet.withdrawal-settled"))
    )
  })
