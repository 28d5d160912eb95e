import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import { outsideTransactions } from "@croupier/core/postgres/outsideTransactions"
import { Effect, Layer } from "effect"
import type { OwnRequestRef } from "../contract/DepositRequests.js"
import type { PayoutAccounts } from "../contract/PayoutAccounts.js"
import { type PageQuery, Wallet } from "../contract/Wallet.js"
import type { WithdrawalPolicy } from "../contract/WithdrawalPolicy.js"
import { WithdrawalRequests } from "../contract/WithdrawalRequests.js"
import * as Decide from "../internal/cashier/DecideWithdrawal.js"
import { requestWithdrawal } from "../internal/cashier/requestWithdrawal.js"
import { ownWithdrawal } from "../internal/cashier/WithdrawalAnswer.js"

type Needs = Wallet | WithdrawalPolicy | PayoutAccounts

/** Withdrawals over whatever wallet there is: they are commands, and keep nothing of their own. */
export const layer: Layer.Layer<WithdrawalRequests, never, Needs> = Layer.effect(
  WithdrawalRequests,
  Effect.gen(function* () {
    const needs = yield* Effect.context<Needs>()
    const wallet = yield* Wallet
    return outsideTransactions(
      "WithdrawalRequests",
      {
        request: requestWithdrawal,
        get: (ref: OwnRequestRef) => Effect.map(Decide.findOwn(ref), (found) => ownWithdrawal(found)),
        list: (brand: BrandKey, player: PlayerId, query: PageQuery) =>
          Effect.map(wallet.withdrawals(brand, { ...query, wallet: player }), ({ items, ...page }) => ({
            ...page,
            items: items.map((item) => ownWithdrawal(item))
          })),
        cancel: Decide.cancel,
        approve: Decide.approve,
        pay: Decide.pay,
        settle: Decide.settle,
        fail: Decide.fail,
        reject: Decide.reject,
        giveBack: Decide.giveBack
      },
      needs
    )
  })
)
