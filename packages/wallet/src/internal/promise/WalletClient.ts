import type { EmbeddedHealth } from "@croupier/core/embedded/EmbeddedHealth"
import type { OpenClient } from "@croupier/core/promise/OpenClient"
import type * as In from "./CommandInputs.js"
import type * as View from "./Views.js"

/** Which part of a list: `limit` is 1 to 200, default 50. */
export interface PageOptions {
  readonly cursor?: string
  readonly limit?: number
}

/** Which lines of a history. */
export interface HistoryOptions extends PageOptions {
  /** One kind of command only, such as `bet`. */
  readonly kind?: string
}

/** Which withdrawals. */
export interface WithdrawalOptions extends PageOptions {
  readonly wallet?: string
  readonly status?: View.WithdrawalStatus
}

/**
 * The wallets of one brand. A command is safe to repeat with its key and gives the stored answer. Calls reject with a
 * `CroupierError`: `Refused` by the ledger, `InvalidInput`, `Unavailable` (its `outcome` may be `unknown`), `Closed`. The players
 * and games of the same app are given this client.
 */
export interface WalletClient extends OpenClient<"wallet"> {
  readonly brand: string
  open(input: In.OpenInput): Promise<View.Posted>
  deposit(input: In.DepositInput): Promise<View.Posted>
  reverseDeposit(input: In.ReverseDepositInput): Promise<View.Posted>
  requestDeposit(input: In.RequestDepositInput): Promise<View.Posted>
  endDepositRequest(input: In.EndDepositRequestInput): Promise<View.Posted>
  /** Takes the amount out of cash until the withdrawal is settled, released or returned. */
  holdWithdrawal(input: In.HoldWithdrawalInput): Promise<View.Posted>
  approveWithdrawal(input: In.ApproveWithdrawalInput): Promise<View.Posted>
  payWithdrawal(input: In.ApproveWithdrawalInput): Promise<View.Posted>
  failWithdrawal(input: In.FailWithdrawalInput): Promise<View.Posted>
  releaseWithdrawal(input: In.ReleaseWithdrawalInput): Promise<View.Posted>
  settleWithdrawal(input: In.SettleWithdrawalInput): Promise<View.Posted>
  returnWithdrawal(input: In.ReturnWithdrawalInput): Promise<View.Posted>
  bet(input: In.BetInput): Promise<View.Posted>
  win(input: In.WinInput): Promise<View.Posted>
  rollback(input: In.RollbackInput): Promise<View.Posted>
  closeRound(input: In.CloseRoundInput): Promise<View.Posted>
  /** Posts commands of one wallet whole or not at all, in order. Rejects with the refusal of the one that was refused. */
  group(inputs: ReadonlyArray<In.GroupInput>): Promise<ReadonlyArray<View.Posted>>
  grantBonus(input: In.GrantBonusInput): Promise<View.Posted>
  convertBonus(input: In.ConvertBonusInput): Promise<View.Posted>
  forfeitBonus(input: In.ForfeitBonusInput): Promise<View.Posted>
  payCommission(input: In.AmountInput): Promise<View.Posted>
  adjust(input: In.AdjustInput): Promise<View.Posted>
  settleDebt(input: In.AmountInput): Promise<View.Posted>
  writeOffDebt(input: In.WriteOffDebtInput): Promise<View.Posted>
  /** Moves money between two accounts of the brand. */
  transfer(input: In.TransferInput): Promise<View.Posted>
  block(input: In.BlockInput): Promise<View.Posted>
  unblock(input: In.UnblockInput): Promise<View.Posted>
  setLimits(input: In.SetLimitsInput): Promise<View.Posted>
  /** Refuses bets and withdrawals until two operators unfreeze the wallet. */
  freeze(input: In.FreezeInput): Promise<View.Posted>
  unfreeze(input: In.UnfreezeInput): Promise<View.Posted>
  balance(wallet: string): Promise<View.Balance>
  gate(wallet: string): Promise<View.Gate>
  /** Every line, newest first, read page by page. */
  history(wallet: string, options?: HistoryOptions): AsyncIterableIterator<View.HistoryItem>
  historyPage(wallet: string, options?: HistoryOptions): Promise<View.Page<View.HistoryItem>>
  rounds(wallet: string, options?: PageOptions): AsyncIterableIterator<View.RoundView>
  roundsPage(wallet: string, options?: PageOptions): Promise<View.Page<View.RoundView>>
  round(wallet: string, round: In.Round): Promise<View.RoundView | undefined>
  depositRequest(request: string): Promise<View.DepositRequest | undefined>
  withdrawal(withdrawal: string): Promise<View.Withdrawal | undefined>
  withdrawals(options?: WithdrawalOptions): AsyncIterableIterator<View.Withdrawal>
  withdrawalsPage(options?: WithdrawalOptions): Promise<View.Page<View.Withdrawal>>
  receivingAccounts(): Promise<ReadonlyArray<View.ReceivingAccount>>
  putReceivingAccount(account: View.ReceivingAccount): Promise<void>
  policy(): Promise<View.Policy>
  setPolicy(policy: View.Policy): Promise<void>
  /** Of the whole brand, of one provider, or of one game of it. */
  setPlayState(state: View.PlayState, target?: { readonly provider?: string; readonly code?: string }): Promise<void>
  /** What this process needs and does not have; never rejects before the close. */
  health(): Promise<EmbeddedHealth>
  /** Stops everything within ten seconds; calls after it reject with `Closed`. */
  close(): Promise<void>
}
