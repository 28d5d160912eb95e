import type { WalletFact } from "@croupier/wallet/contract"
import type { Fact } from "./State.js"

/** Where an event stands among its player's, and when it occurred in milliseconds of the epoch. */
export interface Occurrence {
  readonly version: bigint
  readonly at: number
}

/** What an event adds to the figures of a period; undefined where it adds nothing. `number` is that of a completed deposit. */
export const factOf = (event: WalletFact, { at, version }: Occurrence, number: number): Fact | undefined => {
  const { balance, transaction } = event.payload
  const none: Fact = {
    version,
    at,
    kind: "withdrawal",
    currency: balance.currency,
    transaction,
    category: null,
    number: null,
    stake: 0n,
    payout: 0n,
    deposit: 0n,
    withdrawal: 0n,
    converted: 0n,
    cash: balance.cash,
    held: balance.held
  }
  switch (event.type) {
    case "wallet.deposit-completed":
      return { ...none, kind: "deposit", number, deposit: event.payload.moved.cash }
    case "wallet.deposit-reversed":
      // What was no longer there is owed: the deposit is reversed whole.
      return {
        ...none,
        kind: "reversal",
        transaction: event.payload.reverses,
        deposit: event.payload.moved.cash - event.payload.moved.debt
      }
    case "wallet.round-closed":
    case "wallet.round-changed": {
      const { category, totals } = event.payload
      return { ...none, kind: "round", category, stake: totals.stakeCash, payout: totals.payoutCash }
    }
    case "wallet.withdrawal-requested":
    case "wallet.withdrawal-rejected":
      return none
    case "wallet.withdrawal-settled":
      return { ...none, withdrawal: -event.payload.moved.held }
    case "wallet.withdrawal-returned":
      return { ...none, withdrawal: -event.payload.moved.cash }
    case "wallet.bonus-converted":
      return { ...none, kind: "conversion", converted: event.payload.moved.cash }
    default:
      return undefined
  }
}
