import { format, fromUnits } from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { DateTime } from "effect"
import type { DepositRequestView } from "../../contract/DepositRequestView.js"
import type { HistoryItem, RoundView } from "../../contract/History.js"
import type { ReceivingAccount } from "../../contract/ReceivingAccount.js"
import type { WithdrawalView } from "../../contract/Withdrawal.js"
import type { DepositRequest, Receiving, Round, Transaction, Withdrawal } from "../../rules/State.js"

/** A transaction as a line of its wallet's history. */
export const historyItem = (transaction: Transaction): HistoryItem => {
  const { balance, moved } = transaction
  if (!balance) throw new Error(`transaction ${transaction.id} is of no wallet`)
  const currency = Currency.of(balance.currency)
  const amount = moved.cash + moved.bonus
  return {
    id: transaction.id,
    kind: transaction.tag,
    currency: balance.currency,
    amount: format(currency, amount < 0n ? -amount : amount),
    cash: format(currency, moved.cash),
    bonus: format(currency, moved.bonus),
    balanceAfter: { cash: format(currency, balance.cash), bonus: format(currency, balance.bonus) },
    ...(transaction.round ? { round: transaction.round } : {}),
    ...(transaction.game === null ? {} : { game: transaction.game }),
    ...(transaction.reason === null ? {} : { reason: transaction.reason }),
    at: DateTime.unsafeMake(transaction.at)
  }
}

/** Whether a transaction is a line of the history: all that moved money, and every bet and win, free ones too. */
export const isHistory = ({ moved, tag }: Transaction): boolean =>
  tag === "bet" || tag === "win" || moved.cash !== 0n || moved.bonus !== 0n || moved.held !== 0n || moved.debt !== 0n

/** A round as its player sees it. */
export const roundView = (round: Round): RoundView => ({
  provider: round.provider,
  id: round.id,
  game: round.game,
  currency: round.currency,
  status: round.status,
  stakeCash: round.stakeCash,
  stakeBonus: round.stakeBonus,
  payoutCash: round.payoutCash,
  payoutBonus: round.payoutBonus,
  openedAt: round.openedAt,
  closedAt: round.closedAt,
  review: round.review
})

/** The current state of a deposit request. */
export const depositRequestView = (request: DepositRequest): DepositRequestView => ({
  id: request.id,
  wallet: request.wallet,
  status: request.status,
  currency: request.currency,
  amount: fromUnits(request.amount),
  reference: request.reference,
  payTo: request.payTo,
  review: request.review,
  createdAt: request.createdAt,
  expiresAt: request.expiresAt
})

/** The current state of a withdrawal. */
export const withdrawalView = ({ brand: _, ...withdrawal }: Withdrawal): WithdrawalView => ({
  ...withdrawal,
  amount: fromUnits(withdrawal.amount)
})

/** A receiving account without its brand. */
export const receivingAccount = ({ brand: _, ...account }: Receiving): ReceivingAccount => account
