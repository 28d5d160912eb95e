/** Sums of one player's facts in a period, and what the player had before it and after it. Ledger units. */
export interface PeriodSums {
  readonly stake: bigint
  readonly payout: bigint
  readonly converted: bigint
  readonly deposit: bigint
  readonly withdrawal: bigint
  readonly before: PeriodBalance
  readonly after: PeriodBalance
}

/** Own money: cash, and what is held for pending withdrawals. */
export interface PeriodBalance {
  readonly cash: bigint
  readonly held: bigint
}

/** What a player lost by play: cash stakes − cash payouts − converted bonuses. Negative for a player who won. */
export const ggrOf = ({ converted, payout, stake }: PeriodSums): bigint => stake - payout - converted

/** What a player brought and no longer has: deposits − withdrawals − change of the balance − change of pending withdrawals. */
export const netDepositOf = ({ after, before, deposit, withdrawal }: PeriodSums): bigint =>
  deposit - withdrawal - (after.cash - before.cash) - (after.held - before.held)
