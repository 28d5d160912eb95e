import { outsideTransactions } from "@croupier/core/postgres/outsideTransactions"
import { Effect, Layer } from "effect"
import { DepositRequests, type OwnRequestRef } from "../contract/DepositRequests.js"
import type { PayoutAccounts } from "../contract/PayoutAccounts.js"
import { Wallet } from "../contract/Wallet.js"
import { ownRequest } from "../internal/cashier/DepositAnswer.js"
import { depositorOf } from "../internal/cashier/depositorOf.js"
import { cancelDeposit, completeDeposit, findOwn, rejectDeposit } from "../internal/cashier/EndDeposit.js"
import { requestDeposit } from "../internal/cashier/requestDeposit.js"

/** Deposit requests over whatever wallet there is: they are commands, and keep nothing of their own. */
export const layer: Layer.Layer<DepositRequests, never, Wallet | PayoutAccounts> = Layer.effect(
  DepositRequests,
  Effect.gen(function* () {
    const needs = yield* Effect.context<Wallet | PayoutAccounts>()
    const wallet = yield* Wallet
    return outsideTransactions(
      "DepositRequests",
      {
        request: requestDeposit,
        depositor: depositorOf,
        get: (ref: OwnRequestRef) => Effect.map(findOwn(wallet, ref), (found) => ownRequest(found)),
        cancel: cancelDeposit(wallet),
        complete: completeDeposit(wallet),
        reject: rejectDeposit(wallet)
      },
      needs
    )
  })
)
