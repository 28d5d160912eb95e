import type { PlayerAuthentication, ServiceAuthentication } from "@croupier/core/auth/Authentication"
import type { HttpApiGroup } from "@effect/platform"
import { Layer } from "effect"
import type { DepositRequests } from "../contract/DepositRequests.js"
import type { Wallet } from "../contract/Wallet.js"
import type { WithdrawalRequests } from "../contract/WithdrawalRequests.js"
import { cashierHandlers } from "./cashierHandlers.js"
import { internalHandlers } from "./internalHandlers.js"
import { playerHandlers } from "./playerHandlers.js"
import { withdrawalHandlers } from "./withdrawalHandlers.js"

/** All routes of the wallet service, for `Service.serve` or an app's own server. */
export const layer: Layer.Layer<
  HttpApiGroup.ApiGroup<"wallet_service", "wallet" | "walletInternal" | "withdrawals" | "cashierInternal">,
  never,
  Wallet | DepositRequests | WithdrawalRequests | PlayerAuthentication | ServiceAuthentication
> = Layer.mergeAll(playerHandlers, internalHandlers, withdrawalHandlers, cashierHandlers)
