import { type IdempotencyKey, required } from "@croupier/core/http/IdempotencyKey"
import { HttpApiBuilder } from "@effect/platform"
import { Effect } from "effect"
import type { Kept } from "../contract/DepositRequests.js"
import { Wallet } from "../contract/Wallet.js"
import { WalletServiceApi } from "../contract/WalletApi.js"
import { WithdrawalRequests } from "../contract/WithdrawalRequests.js"
import { idempotentResponse } from "./idempotentResponse.js"

/** A client that hangs up never stops what moves money. */
const money = { uninterruptible: true }

/** One decision: its request is named by the path, and by the key that makes it one. */
interface Asked<Payload> {
  readonly headers: Parameters<typeof required>[0]
  readonly path: { readonly id: string }
  readonly payload: Payload
}

const decided = <Payload, A, E>(
  { headers, path, payload }: Asked<Payload>,
  decision: (
    asked: Payload & { readonly withdrawal: string; readonly idempotencyKey: IdempotencyKey }
  ) => Effect.Effect<Kept<A>, E>
) =>
  Effect.flatMap(required(headers), (idempotencyKey) =>
    idempotentResponse(decision({ ...payload, withdrawal: path.id, idempotencyKey }))
  )

/** The routes of the cashier for our own services. */
export const cashierHandlers = HttpApiBuilder.group(WalletServiceApi, "cashierInternal", (handlers) =>
  Effect.gen(function* () {
    const wallet = yield* Wallet
    const requests = yield* WithdrawalRequests
    return handlers
      .handle("approveWithdrawal", (asked) => decided(asked, requests.approve), money)
      .handle("payWithdrawal", (asked) => decided(asked, requests.pay), money)
      .handle("settleWithdrawal", (asked) => decided(asked, requests.settle), money)
      .handle("failWithdrawal", (asked) => decided(asked, requests.fail), money)
      .handle("rejectWithdrawal", (asked) => decided(asked, requests.reject), money)
      .handle("returnWithdrawal", (asked) => decided(asked, requests.giveBack), money)
      .handle("withdrawalOf", ({ path }) =>
        Effect.map(wallet.withdrawal(path.brand, path.id), (withdrawal) => ({ withdrawal: withdrawal ?? null }))
      )
      .handle("withdrawalsOf", ({ path, urlParams }) => wallet.withdrawals(path.brand, urlParams))
      .handle("receivingAccounts", ({ path }) =>
        Effect.map(wallet.receivingAccounts(path.brand), (accounts) => ({ accounts }))
      )
      .handle("putReceivingAccount", ({ path, payload }) => wallet.putReceivingAccount(path.brand, payload), money)
  })
)
