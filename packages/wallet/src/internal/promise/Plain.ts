import * as Amount from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { Schema } from "effect"
import { DepositRequestView } from "../../contract/DepositRequestView.js"
import { type HistoryItem as Item, type Page, RoundView as Round } from "../../contract/History.js"
import { ReceivingAccount as Account } from "../../contract/ReceivingAccount.js"
import { Balance as Held, type Ok, type PostResult, type Refused as Refusal } from "../../contract/Result.js"
import { WithdrawalView } from "../../contract/Withdrawal.js"
import { Refused } from "./Refused.js"
import type * as View from "./Views.js"

const balanceOf = Schema.encodeSync(Held)
const roundOf = Schema.encodeSync(Round)
const requestOf = Schema.encodeSync(DepositRequestView)
const withdrawalOf = Schema.encodeSync(WithdrawalView)
const accountOf = Schema.encodeSync(Account)

export const balance = (held: Held): View.Balance => balanceOf(held)

export const posted = (result: Ok): View.Posted => ({
  transaction: result.transaction,
  replayed: result.replayed,
  version: Number(result.version),
  balance: result.balance === null ? null : balanceOf(result.balance),
  found: result.found,
  ...(result.request === undefined ? {} : { request: result.request }),
  ...(result.requestStatus === undefined ? {} : { requestStatus: result.requestStatus })
})

export const refused = ({ balance: held, detail, reason, request, walletVersion }: Refusal): Refused =>
  new Refused(
    reason,
    detail,
    held === null ? null : balanceOf(held),
    request,
    walletVersion === undefined ? undefined : Number(walletVersion)
  )

/** The refusal of a group: of the command that was refused, and not of those that fell with it. */
export const refusalOf = (results: ReadonlyArray<PostResult>): Refused | undefined => {
  const refusals = results.filter((result) => result._tag === "refused")
  const own = refusals.find(({ reason }) => reason !== "group-refused") ?? refusals[0]
  return own === undefined ? undefined : refused(own)
}

export const page = <A, B>({ items, nextCursor }: Page<A>, plain: (item: A) => B): View.Page<B> => ({
  items: items.map(plain),
  ...(nextCursor === undefined ? {} : { nextCursor })
})

export const historyItem = (item: Item): View.HistoryItem => ({ ...item, at: new Date(item.at.epochMillis) })

export const round = (view: Round): View.RoundView => {
  const plain = roundOf(view)
  return {
    ...plain,
    openedAt: new Date(plain.openedAt),
    closedAt: plain.closedAt === null ? null : new Date(plain.closedAt)
  }
}

export const depositRequest = (view: DepositRequestView): View.DepositRequest => {
  const plain = requestOf(view)
  return { ...plain, createdAt: new Date(plain.createdAt), expiresAt: new Date(plain.expiresAt) }
}

export const withdrawal = (view: WithdrawalView): View.Withdrawal => {
  const plain = withdrawalOf(view)
  return { ...plain, requestedAt: new Date(plain.requestedAt) }
}

export const receivingAccount = (account: Account): View.ReceivingAccount => accountOf(account)

/** Ledger units as a decimal string of a currency. */
export const amount = (currency: Currency.CurrencyCode, units: bigint): string =>
  Amount.format(Currency.of(currency), units)
