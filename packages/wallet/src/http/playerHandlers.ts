import { CurrentPlayer } from "@croupier/core/auth/Authentication"
import { required } from "@croupier/core/http/IdempotencyKey"
import { HttpApiBuilder } from "@effect/platform"
import { Effect } from "effect"
import { DepositRequests } from "../contract/DepositRequests.js"
import { Wallet } from "../contract/Wallet.js"
import { WalletServiceApi } from "../contract/WalletApi.js"
import { idempotentResponse } from "./idempotentResponse.js"
import { quiet } from "./quiet.js"

const money = { uninterruptible: true }

/** The players' routes to their wallet and their deposits. */
export const playerHandlers = HttpApiBuilder.group(WalletServiceApi, "wallet", (handlers) =>
  Effect.gen(function* () {
    const wallet = yield* Wallet
    const requests = yield* DepositRequests
    return handlers
      .handle("balance", () =>
        Effect.flatMap(CurrentPlayer, ({ brand, player }) => quiet(wallet.balance(brand, player)))
      )
      .handle("transactions", ({ urlParams }) =>
        Effect.flatMap(CurrentPlayer, ({ brand, player }) => quiet(wallet.history(brand, player, urlParams)))
      )
      .handle("rounds", ({ urlParams }) =>
        Effect.flatMap(CurrentPlayer, ({ brand, player }) => quiet(wallet.rounds(brand, player, urlParams)))
      )
      .handle(
        "requestDeposit",
        ({ headers, payload }) =>
          Effect.gen(function* () {
            const { brand, player } = yield* CurrentPlayer
            const idempotencyKey = yield* required(headers)
            return yield* quiet(idempotentResponse(requests.request({ ...payload, brand, player, idempotencyKey })))
          }),
        money
      )
      .handle("depositRequest", ({ path }) =>
        Effect.flatMap(CurrentPlayer, ({ brand, player }) => quiet(requests.get({ brand, player, request: path.id })))
      )
      .handle(
        "cancelDeposit",
        ({ path }) =>
          Effect.flatMap(CurrentPlayer, ({ brand, player }) =>
            quiet(requests.cancel({ brand, player, request: path.id }))
          ),
        money
      )
  })
)
