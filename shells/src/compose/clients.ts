import * as ServiceToken from "@croupier/core/auth/ServiceToken"
import * as WalletHttp from "@croupier/wallet/WalletHttp"
import { Layer } from "effect"

/** The wallet in its own process. */
export const remoteWallet = WalletHttp.layerConfig.pipe(Layer.provide(ServiceToken.layer))
