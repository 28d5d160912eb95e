import { committed, WakeUps } from "@croupier/core/events/WakeUps"
import { PostgresPool } from "@croupier/core/postgres/Postgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect, Layer, Option, Runtime } from "effect"
import type { Command } from "./contract/Command.js"
import { Wallet, type WalletShape } from "./contract/Wallet.js"
import { guarded } from "./posting/guarded.js"
import { laneOf } from "./posting/laneOf.js"
import { stamp } from "./posting/stamp.js"
import { HotPlayers } from "./sql/HotPlayers.js"
import { Lane } from "./sql/Lane.js"
import { type LaneStore, postBatch, type Store } from "./sql/PostBatch.js"
import type { KnownPolicies } from "./sql/ReadBatch.js"
import { makeReads } from "./sql/Reads.js"

/** How the wallet uses its database. */
export interface WalletSqlOptions {
  /** Batches at once, each on a connection of its own: as many as PostgreSQL has cores. Default 2; more made it slower. */
  readonly lanes?: number
  /** Commands in a batch at most. Default 48. */
  readonly maxBatch?: number
  /** Calls of one brand that may wait in a lane; what is over is refused at once, to be asked again. Default 2048. */
  readonly waiting?: number
  /** Milliseconds within which every call is answered. Default 5000. */
  readonly deadline?: number
  /** Milliseconds after which a connection that does not answer is given up; less than the deadline. Default 2500. */
  readonly patience?: number
}

/**
 * The wallet on PostgreSQL, in this process. Its schema is `walletMigrations`. Where the process has `WakeUps`, each batch
 * with events is a hint for the relay.
 */
export const layerWith = (options: WalletSqlOptions = {}): Layer.Layer<Wallet, never, PostgresPool | SqlClient> =>
  Layer.scoped(
    Wallet,
    Effect.gen(function* () {
      const policies: KnownPolicies = new Map()
      const hints = yield* Effect.serviceOption(WakeUps)
      const fork = Runtime.runFork(yield* Effect.runtime<never>())
      const store: Store = {
        pool: yield* PostgresPool,
        policies,
        patience: options.patience ?? 2500,
        told: () => Option.map(hints, ({ wake }) => fork(wake(committed("wallet"))))
      }
      const lanes = Array.from({ length: options.lanes ?? 2 }, () => {
        const own: LaneStore = { ...store, hot: new HotPlayers() }
        return new Lane((batch) => postBatch(own, batch), {
          maxBatch: options.maxBatch ?? 48,
          waiting: options.waiting ?? 2048,
          deadline: options.deadline ?? 5000
        })
      })
      yield* Effect.addFinalizer(() => Effect.promise(() => Promise.all(lanes.map((lane) => lane.idle()))))
      return make(store, lanes, yield* SqlClient)
    })
  )

/** `layerWith` as it is. */
export const layer: Layer.Layer<Wallet, never, PostgresPool | SqlClient> = layerWith()

const make = (store: Store, lanes: ReadonlyArray<Lane>, sql: SqlClient): WalletShape => {
  const post = (commands: ReadonlyArray<Command>) =>
    Effect.suspend(() => {
      const now = Date.now()
      return laneOf(lanes, commands[0]!).submit(commands.map((command) => stamp(command, now)))
    })
  return guarded({
    post: (command) => Effect.map(post([command]), (results) => results[0]!),
    postGroup: (commands) => (commands.length === 0 ? Effect.succeed([]) : post(commands)),
    ...makeReads(store, sql)
  })
}
