import { format } from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { DateTime, Schema } from "effect"
import type { Kept } from "../../contract/DepositRequests.js"
import type { Ok } from "../../contract/Result.js"
import { WithdrawalStatus, type WithdrawalView } from "../../contract/Withdrawal.js"
import type { OwnWithdrawal, WithdrawalOutcome } from "../../contract/WithdrawalRequests.js"

/** A withdrawal as shown to its player, in a given state: a replay has the state of the first answer. */
export const ownWithdrawal = (
  { amount, currency, id, payTo, requestedAt, ...own }: WithdrawalView,
  status: WithdrawalStatus = own.status
): OwnWithdrawal => ({
  id,
  status,
  amount: format(Currency.of(currency), amount),
  payTo,
  requestedAt: DateTime.unsafeMake(requestedAt)
})

/** What a stored decision did to a withdrawal, from its result and from what never changes about the withdrawal. */
export const withdrawalOutcome = ({ amount, currency, id }: WithdrawalView, result: Ok): Kept<WithdrawalOutcome> => {
  const status = withdrawalStatusAfter(result)
  const { replayed, transaction } = result
  const payout = status === "paying" ? { payout: transaction } : {}
  return { replayed, value: { id, status, currency, amount, transaction, ...payout } }
}

/** The state in which a command on a withdrawal left it. */
export const withdrawalStatusAfter = ({ requestStatus, transaction }: Ok): WithdrawalStatus => {
  if (!isOfWithdrawal(requestStatus)) throw new Error(`transaction ${transaction} is of no withdrawal`)
  return requestStatus
}

const isOfWithdrawal = Schema.is(WithdrawalStatus)
