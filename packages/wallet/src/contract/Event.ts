import type { Balance } from "./Result.js"
import type { GameCategory } from "./Round.js"

/** The events that wallet publishes, each with the version of its payload's shape. */
export const eventTypes = [
  "wallet.deposit-completed",
  "wallet.deposit-reversed",
  "wallet.bet-placed",
  "wallet.win-paid",
  "wallet.transaction-rolled-back",
  "wallet.round-closed",
  "wallet.round-changed",
  "wallet.withdrawal-requested",
  "wallet.withdrawal-settled",
  "wallet.withdrawal-rejected",
  "wallet.withdrawal-returned",
  "wallet.bonus-granted",
  "wallet.bonus-converted",
  "wallet.bonus-forfeited",
  "wallet.account-frozen"
] as const
export type EventType = (typeof eventTypes)[number]

/** Totals of a round, in ledger units; of a change, the signed difference. */
export interface RoundTotals {
  readonly stakeCash: bigint
  readonly stakeBonus: bigint
  readonly payoutCash: bigint
  readonly payoutBonus: bigint
}

/** What a consumer learns about one change of one wallet. Its place in the wallet's order is `version`. */
export interface WalletEvent {
  readonly type: EventType
  readonly version: bigint
  readonly transaction: string
  readonly balance: Balance
  readonly moved: { readonly cash: bigint; readonly bonus: bigint; readonly held: bigint; readonly debt: bigint }
  readonly game?: string | undefined
  readonly category?: GameCategory | undefined
  readonly round?: { readonly provider: string; readonly id: string } | undefined
  readonly grant?: string | undefined
  readonly totals?: RoundTotals | undefined
}
