import type { PlayerId } from "@croupier/core/Ids"
import { Effect } from "effect"
import type { DepositDecision, DepositorName } from "../../contract/DepositRequests.js"
import { PayoutAccounts } from "../../contract/PayoutAccounts.js"
import * as Problems from "../../contract/Problems.js"
import { Wallet } from "../../contract/Wallet.js"

/** The name that was kept for a request, asked of where personal data is. */
export const depositorOf = Effect.fn("DepositRequests.depositor")(function* ({
  brand,
  request
}: Pick<DepositDecision, "brand" | "request">) {
  const found = yield* (yield* Wallet).depositRequest(brand, request)
  if (found === undefined) return yield* new Problems.DepositRequestNotFound()
  const name = yield* (yield* PayoutAccounts).depositor(brand, found.wallet as PlayerId, request)
  return { name: name ?? null } satisfies DepositorName
})
