import assert from "node:assert/strict"
import { fromUnits } from "@croupier/core/Amount"
import * as EventTail from "@croupier/core/events/EventTail"
import * as Notifier from "@croupier/core/events/Notifier"
import { withBrand, withSpan } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import * as Heartbeat from "@croupier/core/worker/HeartbeatProvider"
import { Leases } from "@croupier/core/worker/Lease"
import * as LeaseSql from "@croupier/core/worker/LeaseSql"
import { SqlClient } from "@effect/sql/SqlClient"
import { layer } from "@effect/vitest"
import { Effect, Layer, Logger, LogLevel, Option, Schedule } from "effect"
import { TransactionKey, Wallet } from "../src/contract.js"
import { openingAccount } from "../src/testing/Commands.js"
import * as WalletSql from "../src/WalletSql.js"
import * as WalletWorker from "../src/WalletWorker.js"
import { walletOfAnyBrand } from "./sql/anyBrand.js"
import { playerOf } from "./sql/play.js"
import { owning, type Spanning, spanning } from "./sql/spanning.js"
import { newBrands } from "./sql/subject.js"

/** The worker and the wallet of one process, which has hints, by the login that spans brands. */
const worker = WalletWorker.layer({ every: "100 millis", lease: "2 seconds" }).pipe(
  Layer.provideMerge(WalletSql.layerSql),
  Layer.provideMerge(Layer.mergeAll(LeaseSql.layerSql, EventTail.layerNone, Notifier.layer, Heartbeat.layerMemory)),
  Layer.provideMerge(TestPostgres.layerSpan)
)

/** Services post as another login, which alone may set a policy. */
const database = Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand))

const loops = ["balance-fold", "deposit-expiry", "fact-keeping", "ledger-seal", "outbox-relay", "reconciliation"]

/** One row as the login that spans brands, until it is as wanted; a deadline is generous, for a busy machine. */
const until = <A>(span: Spanning, text: string, wanted: (row: A) => boolean) =>
  span(withSpan()(Effect.flatMap(SqlClient, (sql) => sql.unsafe<A & object>(text)))).pipe(
    Effect.repeat({ schedule: Schedule.spaced("50 millis"), until: ([row]) => row !== undefined && wanted(row) }),
    Effect.timeoutOption("45 seconds"),
    Effect.tap((found) => assert.ok(Option.isSome(found), `never as wanted: ${text}`))
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

layer(Layer.fresh(database), { excludeTestServices: true, timeout: "120 seconds" })("the wallet's worker", (it) => {
  it.scoped("is not ready while the oldest event has waited for a minute, and is again once it is published", () =>
    Effect.gen(function* () {
      const span = yield* spanning
      const owner = yield* owning
      const [brand] = newBrands()
      yield* Effect.flatMap(Wallet, ({ post }) => post(playerOf(brand).open))
      const held = yield* span(
        Effect.flatMap(Leases, ({ acquire }) => acquire("relay wallet", "another", "10 minutes")).pipe(
          Effect.provide(LeaseSql.layerSql)
        )
      )
      yield* owner(
        Effect.flatMap(
          SqlClient,
          (sql) => sql`
            INSERT INTO croupier_wallet.outbox
              (partition, brand_id, key, key_version, event_id, type, version, payload, occurred_at)
            VALUES (0, ${brand}, gen_random_uuid(), 1, gen_random_uuid(), 'wallet.win-paid', 1, '{}', now() - interval '61 seconds')`
        ).pipe(withBrand(brand))
      )
      yield* Effect.gen(function* () {
        const { read } = yield* Heartbeat.HeartbeatProvider
        const seen = (wanted: (now: Effect.Effect.Success<typeof read>) => boolean) =>
          Effect.repeat(read, { schedule: Schedule.spaced("50 millis"), until: wanted }).pipe(
            Effect.timeout("45 seconds")
          )
        yield* seen(({ loops: stamped }) => stamped.size === loops.length)
        // Asked every 100 ms and never granted: the heartbeat continues.
        const { loops: before } = yield* read
        yield* seen(({ loops: now }) => [...before].every(([name, at]) => now.get(name)! > at))
        assert.equal((yield* read).ready, undefined)
        const { release } = yield* Leases
        yield* release(Option.getOrThrow(held))
        yield* seen(({ ready }) => ready !== undefined)
      }).pipe(Effect.provide(worker))
    }).pipe(Logger.withMinimumLogLevel(LogLevel.None))
  )
})
