import { format } from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { DateTime, Schema } from "effect"
import type { DepositOutcome, Kept, OwnDepositRequest } from "../../contract/DepositRequests.js"
import { DepositRequestStatus, type DepositRequestView } from "../../contract/DepositRequestView.js"
import type { Ok } from "../../contract/Result.js"

/** A request as shown to its player, in a given state: a replay has the state of the first answer. */
export const ownRequest = (
  request: DepositRequestView,
  status: DepositRequestStatus = request.status
): OwnDepositRequest => ({
  id: request.id,
  status,
  amount: format(Currency.of(request.currency), request.amount),
  reference: request.reference,
  payTo: {
    bank: request.payTo.bank,
    accountNumber: request.payTo.accountNumber,
    holder: request.payTo.holder
  },
  expiresAt: DateTime.unsafeMake(request.expiresAt)
})

/** What a stored command did to a request, from its result and from what never changes about the request. */
export const depositOutcome = (request: DepositRequestView, result: Ok): Kept<DepositOutcome> => ({
  replayed: result.replayed,
  value: {
    id: request.id,
    status: statusAfter(result),
    currency: request.currency,
    amount: request.amount,
    transaction: result.transaction
  }
})

/** The state in which a command on a deposit request left it. */
export const statusAfter = ({ requestStatus, transaction }: Ok): DepositRequestStatus => {
  if (!isOfDeposit(requestStatus)) throw new Error(`transaction ${transaction} is of no deposit request`)
  return requestStatus
}

const isOfDeposit = Schema.is(DepositRequestStatus)
