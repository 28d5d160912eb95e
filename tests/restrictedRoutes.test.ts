import { restrictedRoutes } from "@croupier/core/auth/restrictedRoutes"
import { GameServiceApi } from "@croupier/game/contract"
import { PlayerServiceApi } from "@croupier/player/contract"
import { RollingServiceApi } from "@croupier/rolling/contract"
import { WalletServiceApi } from "@croupier/wallet/contract"
import { expect, it } from "@effect/vitest"

it("a restricted session may see the balance, ask for, follow and have explained withdrawals, keep bank accounts, sign out, and nothing else", () => {
  const routes = [PlayerServiceApi, WalletServiceApi, GameServiceApi, RollingServiceApi].flatMap((api) =>
    restrictedRoutes(api as typeof WalletServiceApi)
  )
  expect(routes.sort()).toEqual([
    "DELETE /api/player/bank-accounts/:id",
    "GET /api/player/bank-accounts",
    "GET /api/rolling/requirements",
    "GET /api/rolling/requirements/:id/contributions",
    "GET /api/rolling/withdrawable",
    "GET /api/wallet/balance",
    "GET /api/wallet/withdrawal-requests",
    "GET /api/wallet/withdrawal-requests/:id",
    "POST /api/player/bank-accounts",
    "POST /api/player/logout",
    "POST /api/wallet/withdrawal-requests"
  ])
})
