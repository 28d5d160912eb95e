import { committed, Notifier } from "@croupier/core/events/Notifier"
import { PostgresPool } from "@croupier/core/postgres/Postgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect, Layer, Option, Runtime } from "effect"
import type { Command } from "./contract/Command.js"
import { Wallet, type WalletShape } from "./contract/Wallet.js"
import { guarded } from "./internal/posting/guarded.js"
import { laneOf } from "./internal/posting/laneOf.js"
import { stamp } from "./internal/posting/stamp.js"
import { HotPlayers } from "./internal/sql/HotPlayers.js"
import { Lane } from "./internal/sql/Lane.js"
import { makeReads } from "./internal/sql/Reads.js"
import type { KnownPolicies } from "./internal/sql/readBatch.js"
import { type LaneStore, readDecideApply, type Store } from "./internal/sql/readDecideApply.js"

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
  /** Milliseconds after which a connection that does not answer is abandoned; less than the deadline. Default 2500. */
  readonly patience?: number
}

/**
 * The wallet on PostgreSQL, in this process. Its schema is `walletMigrations`. Where the process has `Notifier`, each batch
 * with events is a hint for the relay.
 */
export const layerSqlWith = (options: WalletSqlOptions = {}): Layer.Layer<Wallet, never, PostgresPool | SqlClient> =>
  Layer.scoped(
    Wallet,
    Effect.gen(function* () {
      const policies: KnownPolicies = new Map()
      const hints = yield* Effect.serviceOption(Notifier)
      const fork = Runtime.runFork(yield* Effect.runtime<never>())
      const store: Store = {
        pool: yield* PostgresPool,
        policies,
        patience: options.patience ?? 2500,
        onCommitted: () => Option.map(hints, ({ wake }) => fork(wake(committed("wallet"))))
      }
      const lanes = Array.from({ length: options.lanes ?? 2 }, () => {
        const own: LaneStore = { ...store, hot: new HotPlayers() }
        return new Lane((batch) => readDecideApply(own, batch), {
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
export const layerSql: Layer.Layer<Wallet, never, PostgresPool | SqlClient> = layerSqlWith()

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
