import type { Ok, RefusalReason, Refused } from "../contract/Result.js"
import type { BalanceState, Effects, Transaction, Wallet } from "./State.js"

/** What the rules say of a command. Only `applied` writes anything. */
export type Decision =
  | { readonly _tag: "applied"; readonly effects: Effects; readonly result: Ok }
  | { readonly _tag: "replayed"; readonly result: Ok }
  | { readonly _tag: "refused"; readonly result: Refused }

/** Refuses, with the true balance where there is a wallet. */
export const refused = (
  reason: RefusalReason,
  detail: string,
  wallet?: BalanceState,
  more: Pick<Refused, "request" | "eventVersion" | "walletVersion"> = {}
): Decision => ({
  _tag: "refused",
  result: { _tag: "refused", reason, detail, balance: wallet ? balanceOf(wallet) : null, ...more }
})

/** The answer to a command that took effect, from its row alone: so a replay answers what was answered first. */
export const okOf = (transaction: Transaction, replayed: boolean): Ok => ({
  _tag: "ok",
  transaction: transaction.id,
  replayed,
  version: transaction.version,
  balance: transaction.balance ? balanceOf(transaction.balance) : null,
  moved: transaction.moved,
  found: transaction.found,
  ...(transaction.request === null ? {} : { request: transaction.request }),
  ...(transaction.requestStatus === null ? {} : { requestStatus: transaction.requestStatus })
})

/** Balances as the contract gives them. */
export const balanceOf = (state: BalanceState): NonNullable<Ok["balance"]> => ({
  currency: state.currency,
  cash: state.cash,
  bonus: state.bonus,
  held: state.held,
  debt: state.debt
})

/** The balances of a wallet's row. */
export const balanceState = (wallet: Wallet): BalanceState => ({
  currency: wallet.currency,
  cash: wallet.cash,
  bonus: wallet.bonus,
  held: wallet.held,
  debt: wallet.debt
})
