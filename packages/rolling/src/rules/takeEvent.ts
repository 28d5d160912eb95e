import type { WalletFact } from "@croupier/wallet/contract"
import type { RollingPolicy } from "../contract/RollingPolicy.js"
import { bonusConverted, bonusForfeited, forfeitByWithdrawal } from "./BonusEnds.js"
import { changeRound, closeRound } from "./CountedRounds.js"
import { completeFulfilled } from "./completeFulfilled.js"
import { endPlayedOut } from "./endPlayedOut.js"
import { afterClosing, afterRollback, afterStake } from "./OpenRounds.js"
import { openDeposit } from "./openDeposit.js"
import { reverseDeposit } from "./reverseDeposit.js"
import type { Player, Step } from "./State.js"
import { andThen, unchanged } from "./Stepping.js"

/** Where an event stands among its player's, and when it occurred in milliseconds of the epoch. */
export interface Occurrence {
  readonly version: bigint
  readonly at: number
}

/**
 * What a wallet's event means for its player's requirements, by the policy that held when it occurred. An event that was taken
 * before changes nothing.
 */
export const takeEvent = (
  player: Player,
  fact: WalletFact,
  { at, version }: Occurrence,
  policy: RollingPolicy
): Step => {
  if (version <= player.seen) return unchanged(player)
  const { bonus, cash, held } = fact.payload.balance
  const taken = decide({ ...player, seen: version, balance: { cash, bonus, held } }, fact, policy, at)
  return andThen(taken, (now) => completeFulfilled(now, at))
}

const decide = (player: Player, fact: WalletFact, policy: RollingPolicy, at: number): Step => {
  switch (fact.type) {
    case "wallet.deposit-completed":
      return openDeposit(player, fact.payload, policy, at)
    case "wallet.deposit-reversed":
      return reverseDeposit(player, fact.payload.reverses, at)
    case "wallet.bet-placed":
      return unchanged(afterStake(player, fact.payload))
    case "wallet.transaction-rolled-back":
      return unchanged(afterRollback(player, fact.payload))
    case "wallet.round-closed": {
      const counted = closeRound(afterClosing(player, fact.payload.round), fact.payload, at)
      const completed = andThen(counted, (now) => completeFulfilled(now, at))
      return andThen(completed, (now) => endPlayedOut(now, fact.payload.balance.currency, policy, at))
    }
    case "wallet.round-changed":
      return changeRound(player, fact.payload, at)
    case "wallet.withdrawal-requested":
      return forfeitByWithdrawal(player, at)
    case "wallet.bonus-granted":
      return unchanged({ ...player, grant: fact.payload.grant, openBonusRounds: 0 })
    case "wallet.bonus-converted":
      return bonusConverted(player, fact.payload, at)
    case "wallet.bonus-forfeited":
      return bonusForfeited(player, fact.payload, at)
    case "wallet.win-paid":
    case "wallet.withdrawal-settled":
    case "wallet.withdrawal-rejected":
    case "wallet.withdrawal-returned":
    case "wallet.account-frozen":
      return unchanged(player)
  }
}
