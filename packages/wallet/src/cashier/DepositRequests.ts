import { refuseInTransaction } from "@croupier/core/postgres/Transaction"
import { Effect, Layer } from "effect"
import { DepositRequests } from "../contract/DepositRequests.js"
import { Wallet } from "../contract/Wallet.js"
import { ownRequest } from "./answer.js"
import { cancelDeposit, completeDeposit, findOwn, rejectDeposit } from "./endDeposit.js"
import { requestDeposit } from "./requestDeposit.js"

/** Deposit requests over whatever wallet there is: they are commands, and keep nothing of their own. */
export const layer: Layer.Layer<DepositRequests, never, Wallet> = Layer.effect(
  DepositRequests,
  Effect.map(Wallet, (wallet) => {
    const request = requestDeposit(wallet)
    const cancel = cancelDeposit(wallet)
    const complete = completeDeposit(wallet)
    const reject = rejectDeposit(wallet)
    return {
      request: (asked) => refuseInTransaction("DepositRequests.request")(request(asked)),
      get: (ref) =>
        refuseInTransaction("DepositRequests.get")(Effect.map(findOwn(wallet, ref), (found) => ownRequest(found))),
      cancel: (ref) => refuseInTransaction("DepositRequests.cancel")(cancel(ref)),
      complete: (decision) => refuseInTransaction("DepositRequests.complete")(complete(decision)),
      reject: (decision) => refuseInTransaction("DepositRequests.reject")(reject(decision))
    }
  })
)
