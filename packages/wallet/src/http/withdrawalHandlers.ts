import { CurrentPlayer } from "@croupier/core/auth/Authentication"
import { required } from "@croupier/core/http/IdempotencyKey"
import { HttpApiBuilder } from "@effect/platform"
import { Effect } from "effect"
import { WalletServiceApi } from "../contract/WalletApi.js"
import { WithdrawalRequests } from "../contract/WithdrawalRequests.js"
import { idempotentResponse } from "./idempotentResponse.js"
import { quiet } from "./quiet.js"

const money = { uninterruptible: true }

/** The players' routes to withdrawals. */
export const withdrawalHandlers = HttpApiBuilder.group(WalletServiceApi, "withdrawals", (handlers) =>
  Effect.gen(function* () {
    const requests = yield* WithdrawalRequests
    return handlers
      .handle(
        "requestWithdrawal",
        ({ headers, payload }) =>
          Effect.gen(function* () {
            const { brand, player } = yield* CurrentPlayer
            const idempotencyKey = yield* required(headers)
            return yield* quiet(idempotentResponse(requests.request({ ...payload, brand, player, idempotencyKey })))
          }),
        money
      )
      .handle("withdrawals", ({ urlParams }) =>
        Effect.flatMap(CurrentPlayer, ({ brand, player }) => quiet(requests.list(brand, player, urlParams)))
      )
      .handle("withdrawal", ({ path }) =>
        Effect.flatMap(CurrentPlayer, ({ brand, player }) => quiet(requests.get({ brand, player, request: path.id })))
      )
      .handle(
        "cancelWithdrawal",
        ({ path }) =>
          Effect.flatMap(CurrentPlayer, ({ brand, player }) =>
            quiet(requests.cancel({ brand, player, request: path.id }))
          ),
        money
      )
  })
)
