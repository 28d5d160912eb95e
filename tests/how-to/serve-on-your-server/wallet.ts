import * as Auth from "@croupier/core/auth/Authentication"
import type { PlayerPrincipal } from "@croupier/core/auth/Principal"
import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerCode, PlayerId } from "@croupier/core/Ids"
import {
  DepositRequestsWallet,
  PayoutAccounts,
  WalletHandlers,
  WalletMemory,
  WalletServiceApi,
  WithdrawalPolicy,
  WithdrawalRequestsWallet
} from "@croupier/wallet"
import { Effect, Layer, Redacted } from "effect"

/** The sessions of your application, by token. */
const sessions = new Map<string, PlayerPrincipal>([
  [
    "session-1",
    {
      _tag: "player",
      brand: "aurora" as BrandKey,
      player: "01926d3c-7a1e-7000-8000-00000000a11c" as PlayerId,
      code: "abcdefghij" as PlayerCode,
      session: "01926d3c-7a1e-7000-8000-000000000001"
    }
  ]
])

const callers = Layer.mergeAll(
  Layer.succeed(Auth.PlayerAuthentication, {
    bearer: (token) => {
      const player = sessions.get(Redacted.value(token))
      return player === undefined ? Effect.fail(new Auth.Unauthenticated()) : Effect.succeed(player)
    }
  }),
  Layer.succeed(Auth.ServiceAuthentication, { bearer: () => Effect.fail(new Auth.Unauthenticated()) })
)

/** What is mounted: the same options as for `Service.serve`, without a port. */
export const wallet = { name: "wallet_service", api: WalletServiceApi, handlers: WalletHandlers.layer }

/** What its handlers need, on memory; `WalletSql.layerSql` is the same on PostgreSQL. */
export const needs = Layer.mergeAll(callers, DepositRequestsWallet.layer, WithdrawalRequestsWallet.layer).pipe(
  Layer.provide([WithdrawalPolicy.allowAll, PayoutAccounts.none]),
  Layer.provideMerge(WalletMemory.layerMemory)
)
