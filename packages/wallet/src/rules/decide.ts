import { isKnown } from "@croupier/core/Currency"
import type { WalletCommand } from "../contract/Command.js"
import { adjust } from "./adjust.js"
import { bonusConvert, bonusForfeit, bonusGrant } from "./Bonus.js"
import { bet } from "./bet.js"
import { brandTransfer } from "./brandTransfer.js"
import { noCounters } from "./Counters.js"
import { commissionPayout } from "./commissionPayout.js"
import { type Decision, okOf, refused } from "./Decision.js"
import { debtSettle } from "./debtSettle.js"
import { debtWriteOff } from "./debtWriteOff.js"
import { deposit } from "./deposit.js"
import { depositRequest } from "./depositRequest.js"
import { depositRequestEnd } from "./depositRequestEnd.js"
import { depositReverse } from "./depositReverse.js"
import { unfreeze } from "./freezeBlocks.js"
import { gate } from "./gate.js"
import { open } from "./open.js"
import { rollback } from "./rollback.js"
import { roundClose } from "./roundClose.js"
import type { Stamped, Wallet, World } from "./State.js"
import { win } from "./win.js"
import { withdrawApprove } from "./withdrawApprove.js"
import { withdrawFail } from "./withdrawFail.js"
import { withdrawHold } from "./withdrawHold.js"
import { withdrawPay } from "./withdrawPay.js"
import { withdrawRelease } from "./withdrawRelease.js"
import { withdrawReturn } from "./withdrawReturn.js"
import { withdrawSettle } from "./withdrawSettle.js"

/**
 * Decides a command over what a store has loaded: total, without clock or I/O, the same for memory and for PostgreSQL.
 * A key that took effect answers as it first did, whatever has happened since.
 */
export const decide = (world: World, stamped: Stamped): Decision => {
  const { command } = stamped
  const own = world.transaction(command.brand, command.key)
  const wallet = command._tag === "brand-transfer" ? undefined : world.wallet(command.brand, command.wallet)
  if (own?.tag === "tombstone") {
    return refused("already-rolled-back", "the transaction was rolled back before it arrived", wallet)
  }
  if (own) {
    return own.fingerprint === stamped.fingerprint
      ? { _tag: "replayed", result: okOf(own, true) }
      : refused("duplicate-mismatch", "the transaction key was used for a different command", wallet)
  }
  if ("currency" in command && !isKnown(command.currency)) {
    return refused("wrong-currency", `${command.currency} is not a known currency`, wallet)
  }
  if (command._tag === "brand-transfer") return brandTransfer(world, { ...stamped, command })
  if (command._tag === "open") return open(world, { ...stamped, command }, noCounters)
  if (!wallet) return refused("wallet-not-found", "this brand has no such wallet")
  if ("currency" in command && command.currency !== wallet.currency) {
    return refused("wrong-currency", `the wallet's currency is ${wallet.currency}`, wallet)
  }
  return onWallet(world, { ...stamped, command }, wallet)
}

const onWallet = (
  world: World,
  { command, ...rest }: Stamped<Exclude<WalletCommand, { readonly _tag: "open" }>>,
  wallet: Wallet
): Decision => {
  switch (command._tag) {
    case "bet":
      return bet(world, { ...rest, command }, wallet)
    case "win":
      return win(world, { ...rest, command }, wallet)
    case "rollback":
      return rollback(world, { ...rest, command }, wallet)
    case "round-close":
      return roundClose(world, { ...rest, command }, wallet)
    case "deposit":
      return deposit(world, { ...rest, command }, wallet)
    case "deposit-reverse":
      return depositReverse(world, { ...rest, command }, wallet)
    case "deposit-request":
      return depositRequest(world, { ...rest, command }, wallet)
    case "deposit-request-end":
      return depositRequestEnd(world, { ...rest, command }, wallet)
    case "withdraw-hold":
      return withdrawHold(world, { ...rest, command }, wallet)
    case "withdraw-approve":
      return withdrawApprove(world, { ...rest, command }, wallet)
    case "withdraw-pay":
      return withdrawPay(world, { ...rest, command }, wallet)
    case "withdraw-fail":
      return withdrawFail(world, { ...rest, command }, wallet)
    case "withdraw-release":
      return withdrawRelease(world, { ...rest, command }, wallet)
    case "withdraw-settle":
      return withdrawSettle(world, { ...rest, command }, wallet)
    case "withdraw-return":
      return withdrawReturn(world, { ...rest, command }, wallet)
    case "bonus-grant":
      return bonusGrant(world, { ...rest, command }, wallet)
    case "bonus-convert":
      return bonusConvert(world, { ...rest, command }, wallet)
    case "bonus-forfeit":
      return bonusForfeit(world, { ...rest, command }, wallet)
    case "commission-payout":
      return commissionPayout(world, { ...rest, command }, wallet)
    case "adjust":
      return adjust(world, { ...rest, command }, wallet)
    case "debt-settle":
      return debtSettle(world, { ...rest, command }, wallet)
    case "debt-write-off":
      return debtWriteOff(world, { ...rest, command }, wallet)
    case "gate":
      return gate(world, { ...rest, command }, wallet)
    case "unfreeze":
      return unfreeze(world, { ...rest, command }, wallet)
  }
}
