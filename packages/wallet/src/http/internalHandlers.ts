import { required } from "@croupier/core/http/IdempotencyKey"
import { HttpApiBuilder } from "@effect/platform"
import { Effect } from "effect"
import { DepositRequests } from "../contract/DepositRequests.js"
import { Wallet } from "../contract/Wallet.js"
import { WalletServiceApi } from "../contract/WalletApi.js"
import { idempotentResponse } from "./idempotentResponse.js"
import { postBatchHandler } from "./postBatchHandler.js"

/** A client that hangs up never stops what moves money. */
const money = { uninterruptible: true }

/** The routes for our own services. */
export const internalHandlers = HttpApiBuilder.group(WalletServiceApi, "walletInternal", (handlers) =>
  Effect.gen(function* () {
    const wallet = yield* Wallet
    const requests = yield* DepositRequests
    return handlers
      .handle("post", ({ payload }) => postBatchHandler(wallet, payload), money)
      .handle("balanceOf", ({ path }) => wallet.balance(path.brand, path.wallet))
      .handle("gateOf", ({ path }) => wallet.gate(path.brand, path.wallet))
      .handle("historyOf", ({ path, urlParams }) => wallet.history(path.brand, path.wallet, urlParams))
      .handle("roundsOf", ({ path, urlParams }) => wallet.rounds(path.brand, path.wallet, urlParams))
      .handle("roundOf", ({ path, urlParams: { id, provider } }) =>
        Effect.map(wallet.round(path.brand, path.wallet, provider, id), (round) => ({ round: round ?? null }))
      )
      .handle("depositRequestOf", ({ path }) =>
        Effect.map(wallet.depositRequest(path.brand, path.id), (request) => ({ request: request ?? null }))
      )
      .handle("depositorOf", ({ path }) => requests.depositor({ brand: path.brand, request: path.id }))
      .handle(
        "completeDeposit",
        ({ headers, path, payload }) =>
          Effect.flatMap(required(headers), (idempotencyKey) =>
            idempotentResponse(requests.complete({ ...payload, request: path.id, idempotencyKey }))
          ),
        money
      )
      .handle(
        "rejectDeposit",
        ({ headers, path, payload }) =>
          Effect.flatMap(required(headers), (idempotencyKey) =>
            idempotentResponse(requests.reject({ ...payload, request: path.id, idempotencyKey }))
          ),
        money
      )
      .handle("policy", ({ path }) => wallet.policy(path.brand))
      .handle("setPolicy", ({ path, payload }) => wallet.setPolicy(path.brand, payload), money)
      .handle(
        "setPlayState",
        ({ path, payload }) => wallet.setPlayState(path.brand, payload.target, payload.state),
        money
      )
  })
)
