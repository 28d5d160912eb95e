import { refuseInTransaction } from "@croupier/core/postgres/Transaction"
import { Effect, Layer } from "effect"
import type { PayoutAccounts } from "../contract/PayoutAccounts.js"
import { Wallet } from "../contract/Wallet.js"
import type { WithdrawalPolicy } from "../contract/WithdrawalPolicy.js"
import { WithdrawalRequests } from "../contract/WithdrawalRequests.js"
import * as Decide from "./decideWithdrawal.js"
import { requestWithdrawal } from "./requestWithdrawal.js"
import { ownWithdrawal } from "./withdrawalAnswer.js"

type Needs = Wallet | WithdrawalPolicy | PayoutAccounts

/** Withdrawals over whatever wallet there is: they are commands, and keep nothing of their own. */
export const layer: Layer.Layer<WithdrawalRequests, never, Needs> = Layer.effect(
  WithdrawalRequests,
  Effect.gen(function* () {
    const needs = yield* Effect.context<Needs>()
    const wallet = yield* Wallet
    const alone =
      <Args extends ReadonlyArray<unknown>, A, E>(
        name: string,
        method: (...args: Args) => Effect.Effect<A, E, Needs>
      ) =>
      (...args: Args): Effect.Effect<A, E> =>
        refuseInTransaction(`WithdrawalRequests.${name}`)(Effect.provide(method(...args), needs))
    return {
      request: alone("request", requestWithdrawal),
      get: alone("get", (ref) => Effect.map(Decide.findOwn(ref), (found) => ownWithdrawal(found))),
      list: alone("list", (brand, player, query) =>
        Effect.map(wallet.withdrawals(brand, { ...query, wallet: player }), ({ items, ...page }) => ({
          ...page,
          items: items.map((item) => ownWithdrawal(item))
        }))
      ),
      cancel: alone("cancel", Decide.cancel),
      approve: alone("approve", Decide.approve),
      pay: alone("pay", Decide.pay),
      settle: alone("settle", Decide.settle),
      fail: alone("fail", Decide.fail),
      reject: alone("reject", Decide.reject),
      giveBack: alone("giveBack", Decide.giveBack)
    }
  })
)
