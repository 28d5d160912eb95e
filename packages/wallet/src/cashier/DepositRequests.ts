import { refuseInTransaction } from "@croupier/core/postgres/Transaction"
import { Effect, Layer } from "effect"
import { DepositRequests } from "../contract/DepositRequests.js"
import type { PayoutAccounts } from "../contract/PayoutAccounts.js"
import { Wallet } from "../contract/Wallet.js"
import { ownRequest } from "./answer.js"
import { depositorOf } from "./depositorOf.js"
import { cancelDeposit, completeDeposit, findOwn, rejectDeposit } from "./endDeposit.js"
import { requestDeposit } from "./requestDeposit.js"

/** Deposit requests over whatever wallet there is: they are commands, and keep nothing of their own. */
export const layer: Layer.Layer<DepositRequests, never, Wallet | PayoutAccounts> = Layer.effect(
  DepositRequests,
  Effect.gen(function* () {
    const needs = yield* Effect.context<Wallet | PayoutAccounts>()
    const wallet = yield* Wallet
    const cancel = cancelDeposit(wallet)
    const complete = completeDeposit(wallet)
    const reject = rejectDeposit(wallet)
    return {
      request: (asked) => refuseInTransaction("DepositRequests.request")(Effect.provide(requestDeposit(asked), needs)),
      depositor: (ref) => refuseInTransaction("DepositRequests.depositor")(Effect.provide(depositorOf(ref), needs)),
      get: (ref) =>
        refuseInTransaction("DepositRequests.get")(Effect.map(findOwn(wallet, ref), (found) => ownRequest(found))),
      cancel: (ref) => refuseInTransaction("DepositRequests.cancel")(cancel(ref)),
      complete: (decision) => refuseInTransaction("DepositRequests.complete")(complete(decision)),
      reject: (decision) => refuseInTransaction("DepositRequests.reject")(reject(decision))
    }
  })
)
