import * as AgentMaintenance from "@croupier/agent/AgentMaintenance"
import * as AgentWorker from "@croupier/agent/AgentWorker"
import * as Setting from "@croupier/core/config/Setting"
import * as LeaseSql from "@croupier/core/worker/LeaseSql"
import * as GameMaintenance from "@croupier/game/GameMaintenance"
import { ExclusionRegister } from "@croupier/player/contract"
import * as PlayerMaintenance from "@croupier/player/PlayerMaintenance"
import * as PlayerWorker from "@croupier/player/PlayerWorker"
import * as RollingWorker from "@croupier/rolling/RollingWorker"
import * as ProviderBooksSql from "@croupier/wallet/books/ProviderBooksSql"
import * as PlayGateWallet from "@croupier/wallet/gate/PlayGateWallet"
import * as WalletSql from "@croupier/wallet/WalletSql"
import * as WalletWorker from "@croupier/wallet/WalletWorker"
import { Config, type ConfigError, Effect, Layer } from "effect"
import { hints, tail } from "./streams.js"

/** How the loops of a worker are run. */
const settings = Config.all({
  relay: Setting.boolean("ENABLE_OUTBOX_POLLER", {
    description: "whether this process publishes its domain's outbox; must be false for an API",
    default: true
  }),
  every: Setting.duration("LOOP_PERIOD", {
    description: "polling interval of an idle worker loop",
    default: "5 seconds",
    max: "5 seconds"
  }),
  lease: Setting.duration("LEASE_DURATION", {
    description: "lease duration: time after a worker's last renewal until another worker can take over",
    default: "10 seconds",
    max: "1 minute"
  })
})

const warnWithoutRelay = ({ relay }: Options) =>
  relay
    ? Effect.void
    : Effect.logWarning("ENABLE_OUTBOX_POLLER is false: another process must publish this domain's outbox")

type Options = Config.Config.Success<typeof settings>

/** A worker by the settings of its process. */
export const bySettings = <R>(worker: (options: Options) => Layer.Layer<never, ConfigError.ConfigError, R>) =>
  Layer.unwrapEffect(Effect.map(Effect.tap(settings, warnWithoutRelay), worker))

/** What the loops of a worker share with its other replicas, and with the rest of its process. */
const common = Layer.mergeAll(tail, LeaseSql.layerSql, hints)

/** Players' loops, with the wallet as the gate. */
export const playerWorker = (options: PlayerWorker.PlayerWorkerOptions) =>
  PlayerWorker.layer(options).pipe(
    Layer.provide(PlayerMaintenance.layerSql),
    Layer.provide([PlayGateWallet.layer, ExclusionRegister.none, common])
  )

/** The ledger's loops, on a login that spans brands; what they post goes through one lane. */
export const walletWorker = (options: WalletWorker.WalletWorkerOptions) =>
  WalletWorker.layer(options).pipe(Layer.provide(WalletSql.layerSqlWith({ lanes: 1 })), Layer.provide(common))

/** The loops of turnover, on a login that spans brands; conversions of bonuses are posted to the wallet. */
export const rollingWorker = (options: RollingWorker.RollingWorkerOptions) =>
  RollingWorker.layer(options).pipe(Layer.provide(common))

/** The loops of agents, on a login that spans brands; commission is paid through the wallet. */
export const agentWorker = (options: AgentWorker.AgentWorkerOptions) =>
  AgentWorker.layer(options).pipe(Layer.provide(AgentMaintenance.layerSql), Layer.provide(common))

/** The jobs of games: the match with providers' books, the sweeper of rounds, the pruning of kept calls. */
export const gameMaintenance = (options: GameMaintenance.GameMaintenanceOptions) =>
  GameMaintenance.layerSql(options).pipe(Layer.provide([ProviderBooksSql.layerSql, common]))
