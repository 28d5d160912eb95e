import assert from "node:assert/strict"
import { fromUnits } from "@croupier/core/Amount"
import * as EventTail from "@croupier/core/events/EventTail"
import * as WakeUps from "@croupier/core/events/WakeUps"
import { withSpan } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import * as Heartbeat from "@croupier/core/worker/HeartbeatProvider"
import * as LeaseSql from "@croupier/core/worker/LeaseSql"
import { SqlClient } from "@effect/sql/SqlClient"
import { layer } from "@effect/vitest"
import { Effect, Layer, Logger, LogLevel, Schedule } from "effect"
import { TransactionKey, Wallet } from "../src/contract.js"
import { openingAccount } from "../src/testing/commands.js"
import * as WalletSql from "../src/WalletSql.js"
import * as WalletWorker from "../src/WalletWorker.js"
import { walletOfAnyBrand } from "./sql/anyBrand.js"
import { playerOf } from "./sql/play.js"
import { type Spanning, spanning } from "./sql/spanning.js"
import { newBrands } from "./sql/subject.js"

/** The worker and the wallet of one process, which has hints, by the login that spans brands. */
const worker = WalletWorker.layer({ every: "100 millis", lease: "2 seconds" }).pipe(
  Layer.provideMerge(WalletSql.layer),
  Layer.provideMerge(Layer.mergeAll(LeaseSql.layerSql, EventTail.layerNone, WakeUps.layer, Heartbeat.layerMemory)),
  Layer.provideMerge(TestPostgres.layerSpan)
)

/** Services post as another login, which alone may set a policy. */
const database = Layer.provideMerge(WalletSql.layer, TestPostgres.layer(walletOfAnyBrand))

const loops = ["balance-fold", "deposit-expiry", "fact-keeping", "ledger-seal", "outbox-relay", "reconciliation"]

/** One row as the login that spans brands, until it is as wanted; a deadline is generous, for a busy machine. */
const until = <A>(span: Spanning, text: string, wanted: (row: A) => boolean) =>
  span(withSpan()(Effect.flatMap(SqlClient, (sql) => sql.unsafe<A & object>(text)))).pipe(
    Effect.repeat({ schedule: Schedule.spaced("50 millis"), until: ([row]) => row !== undefined && wanted(row) }),
    Effect.timeoutFail({ duration: "45 seconds", onTimeout: () => new Error(`never as wanted: ${text}`) })
  )

layer(database, { excludeTestServices: true, timeout: "120 seconds" })("the wallet's worker", (it) => {
  it.scoped("relays, keeps facts, folds, seals, reconciles and lets deposit requests expire, and is ready", () =>
    Effect.gen(function* () {
      const span = yield* spanning
      const [brand] = newBrands()
      const player = playerOf(brand)
      const service = yield* Wallet
      yield* service.post(player.open)
      yield* service.putReceivingAccount(brand, openingAccount(brand))
      yield* span(
        Effect.flatMap(
          SqlClient,
          (sql) => sql`
            INSERT INTO croupier_core.job_period (job, scope, starts_at, ends_at, status)
            SELECT 'reconciliation', '*', at - interval '1 hour', at, 'waiting' FROM date_trunc('second', now()) AS at`
        )
      )
      yield* Effect.gen(function* () {
        const { depositRequest, post } = yield* Wallet
        yield* post(player.deposit("d", 1000n))
        yield* post(player.bet("b", 10n))
        const asked = yield* post({
          ...player.deposit("request", 100n),
          _tag: "deposit-request",
          request: player.wallet,
          reference: "ABC234",
          amount: fromUnits(100n),
          key: TransactionKey.once("ask", player.wallet),
          expiresAt: 1
        })
        assert.equal(asked._tag, "ok")

        yield* until<{ ticks: bigint }>(
          span,
          "SELECT max(number) AS ticks FROM croupier_wallet.tick",
          ({ ticks }) => ticks > 0n
        )
        yield* until<{ n: bigint }>(span, "SELECT count(*) AS n FROM croupier_wallet.fact", ({ n }) => n === 2n)
        yield* until<{ n: bigint }>(span, "SELECT count(*) AS n FROM croupier_wallet.checkpoint", ({ n }) => n === 2n)
        yield* until<{ n: bigint }>(span, "SELECT sum(entries) AS n FROM croupier_wallet.seal", ({ n }) => n === 4n)
        yield* until<{ state: string }>(
          span,
          "SELECT state FROM croupier_wallet.reconciliation",
          ({ state }) => state === "balanced"
        )
        yield* Effect.repeat(depositRequest(brand, player.wallet), {
          schedule: Schedule.spaced("50 millis"),
          until: (request) => request?.status === "expired"
        }).pipe(Effect.timeout("45 seconds"))

        const { read } = yield* Heartbeat.HeartbeatProvider
        yield* Effect.repeat(read, {
          schedule: Schedule.spaced("50 millis"),
          until: (now) => now.ready !== undefined && now.loops.size === loops.length
        }).pipe(Effect.timeout("45 seconds"))
        const beat = yield* read
        assert.deepEqual([...beat.expected].sort(), loops)
        assert.deepEqual(beat.failedJobs, [])
      }).pipe(Effect.provide(worker))
    }).pipe(Logger.withMinimumLogLevel(LogLevel.None))
  )
})
