import type { PlayerAuthentication, ServiceAuthentication } from "@croupier/core/auth/Authentication"
import type { HttpApiGroup } from "@effect/platform"
import { Layer } from "effect"
import type { DepositRequests } from "../contract/DepositRequests.js"
import type { Wallet } from "../contract/Wallet.js"
import { internalHandlers } from "./InternalHandlers.js"
import { playerHandlers } from "./PlayerHandlers.js"

/** All routes of the wallet service, for `Service.serve` or an app's own server. */
export const layer: Layer.Layer<
  HttpApiGroup.ApiGroup<"wallet_service", "wallet"> | HttpApiGroup.ApiGroup<"wallet_service", "walletInternal">,
  never,
  Wallet | DepositRequests | PlayerAuthentication | ServiceAuthentication
> = Layer.merge(playerHandlers, internalHandlers)
