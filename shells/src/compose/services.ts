import * as AgentsSql from "@croupier/agent/AgentsSql"
import { AgentServiceApi } from "@croupier/agent/contract"
import * as AgentHandlers from "@croupier/agent/http/AgentHandlers"
import type { ServiceName } from "@croupier/core/auth/Principal"
import * as TokenIssuer from "@croupier/core/auth/TokenIssuer"
import * as Service from "@croupier/core/http/Service"
import { GamesSql, Providers } from "@croupier/game"
import * as KnownPlayers from "@croupier/game/callback/KnownPlayers"
import * as SecurityEvents from "@croupier/game/callback/SecurityEvents"
import { GameServiceApi } from "@croupier/game/contract"
import * as CallbackRoutes from "@croupier/game/http/CallbackRoutes"
import * as GameHandlers from "@croupier/game/http/GameHandlers"
import { PlayersSql } from "@croupier/player"
import { ExclusionRegister, PlayerServiceApi, type Players as PlayersTag } from "@croupier/player/contract"
import * as PlayerHandlers from "@croupier/player/http/PlayerHandlers"
import { type Rolling, RollingServiceApi } from "@croupier/rolling/contract"
import * as RollingHandlers from "@croupier/rolling/http/RollingHandlers"
import * as WithdrawalPolicyRolling from "@croupier/rolling/withdrawal/WithdrawalPolicyRolling"
import * as DepositRequests from "@croupier/wallet/cashier/DepositRequestsWallet"
import * as PayoutAccountsPlayers from "@croupier/wallet/cashier/PayoutAccountsPlayers"
import * as WithdrawalRequests from "@croupier/wallet/cashier/WithdrawalRequestsWallet"
import { WalletServiceApi } from "@croupier/wallet/contract"
import * as PlayGateWallet from "@croupier/wallet/gate/PlayGateWallet"
import * as WalletHandlers from "@croupier/wallet/http/WalletHandlers"
import * as SqlClient from "@effect/sql/SqlClient"
import { Effect, Layer } from "effect"
import { access, agentAccess } from "./access.js"
import { hints } from "./streams.js"

type Listening = Pick<Service.ServiceOptions<never, never>, "port" | "host">

const checks = { postgres: Effect.flatMap(SqlClient.SqlClient, (sql) => sql`SELECT 1`) }
const named = (name: string, listening: Listening) => ({ name: name as ServiceName, ...listening, checks })

/** Players, with the wallet as the gate that stops their bets. */
export const players = PlayersSql.layerSql.pipe(
  Layer.provide([PlayGateWallet.layer, TokenIssuer.layer, ExclusionRegister.none, hints])
)

/** Players' accounts. */
export const playerService = (listening: Listening) =>
  Service.serve({
    ...named("player_service", listening),
    api: PlayerServiceApi,
    handlers: PlayerHandlers.layer
  }).pipe(Layer.provide([access, players]))

/** The ledger, and the cashier, which asks the players' service about bank accounts and the rolling service about withdrawals. */
export const walletService = <E, R, F, S>(
  listening: Listening,
  players: Layer.Layer<PlayersTag, E, R>,
  rolling: Layer.Layer<Rolling, F, S>
) =>
  Service.serve({
    ...named("wallet_service", listening),
    api: WalletServiceApi,
    handlers: WalletHandlers.layer
  }).pipe(
    Layer.provide([access, DepositRequests.layer, WithdrawalRequests.layer]),
    Layer.provide([
      Layer.provide(WithdrawalPolicyRolling.layer, rolling),
      Layer.provide(PayoutAccountsPlayers.layer, players)
    ])
  )

/** Players' turnover. */
export const rollingService = (listening: Listening) =>
  Service.serve({
    ...named("rolling_service", listening),
    api: RollingServiceApi,
    handlers: RollingHandlers.layer
  }).pipe(Layer.provide(access))

/** Agents: their tree, their commission and their sign-in. */
export const agentService = (listening: Listening) =>
  Service.serve({
    ...named("agent_service", listening),
    api: AgentServiceApi,
    handlers: AgentHandlers.layer
  }).pipe(Layer.provide([agentAccess, Layer.provide(AgentsSql.layerSql, [TokenIssuer.layer, hints])]))

/** Games, and the providers' callbacks, which ask the players' service for facts about a player. */
export const gameService = <E, R>(listening: Listening, players: Layer.Layer<PlayersTag, E, R>) =>
  Layer.unwrapEffect(
    Effect.map(Providers.Providers, (providers) =>
      Service.serve({
        ...named("game_service", listening),
        api: GameServiceApi,
        handlers: Layer.merge(GameHandlers.layer, CallbackRoutes.layer),
        refusalAnswer: CallbackRoutes.refusalAnswerOf(providers)
      })
    )
  ).pipe(
    Layer.provide(access),
    Layer.provide(GamesSql.layerSql),
    Layer.provide([SecurityEvents.layer, Layer.provide(KnownPlayers.layer, players)])
  )
