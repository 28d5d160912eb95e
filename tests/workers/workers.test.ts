import assert from "node:assert/strict"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { BrandKey } from "@croupier/core/Brand"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as Postgres from "@croupier/core/postgres/Postgres"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { freshSeconds } from "@croupier/core/worker/healthChecks"
import * as SqlClient from "@effect/sql/SqlClient"
import { layer } from "@effect/vitest"
import { Context, Effect, Layer, Option, Redacted } from "effect"
import { call } from "../support/Call.js"
import { eventually } from "../support/eventually.js"
import * as OwnServer from "../support/OwnServer.js"
import { freePort, run } from "../support/ServiceProcess.js"
import * as StackLayer from "../support/Stack.js"
import { aurora, expectStatus, Stack } from "../support/Stack.js"
import { cashOf, registerFunded, type StackPlayer, sit } from "../support/StackPlayer.js"
import * as WorkerProcess from "./WorkerProcess.js"

const { modes } = WorkerProcess

/** The workers of the stack, which know a Redis that is away all the time. */
class Workers extends Context.Tag("croupier/tests/Workers")<
  Workers,
  {
    readonly player: WorkerProcess.WorkerProcess
    readonly wallet: WorkerProcess.WorkerProcess
    readonly playerOptions: WorkerProcess.WorkerOptions
  }
>() {}

const workers = Layer.scoped(
  Workers,
  Effect.gen(function* () {
    const { environment, shells } = yield* Stack
    const database = yield* TestPostgres.TestDatabase
    const given = { ...environment, REDIS_URL: `redis://127.0.0.1:${yield* freePort}` }
    const span = { ...given, DATABASE_URL: Redacted.value(database.url("croupier_span")) }
    const playerOptions = { name: "player-worker", shells, environment: given }
    const [player, wallet] = yield* Effect.all(
      [WorkerProcess.make(playerOptions), WorkerProcess.make({ name: "wallet-worker", shells, environment: span })],
      { concurrency: "unbounded" }
    )
    return { player, wallet, playerOptions }
  })
)

const world = Layer.provideMerge(Layer.provideMerge(workers, StackLayer.layerOn), OwnServer.layer)

/** Both at once. */
const each = <A, R>(use: (worker: WorkerProcess.WorkerProcess) => Effect.Effect<A, never, R>) =>
  Effect.flatMap(Workers, ({ player, wallet }) => Effect.forEach([player, wallet], use, { concurrency: "unbounded" }))

const unhealthyIn = (worker: WorkerProcess.WorkerProcess, expected: ReadonlyArray<string>) =>
  eventually(worker.unhealthy, (found) => JSON.stringify(found) === JSON.stringify(expected))

/** Every service of the stack answers on `/health`, a player can register, and what he did is published in the end. */
const servicesServe = Effect.gen(function* () {
  const { game, gateway, player, wallets } = yield* Stack
  for (const { url } of [gateway, player, game, ...wallets]) yield* expectStatus(200, call("GET", `${url}/health`))
  return yield* registerFunded(aurora, "100")
})

const published = ({ player }: StackPlayer) =>
  Effect.zipRight(
    eventually(publishedOf("player", player.id), (n) => n === 1),
    eventually(publishedOf("wallet", player.id), (n) => n >= 1)
  )

/** Each shell, what it does not start with, and the line that it says. */
const mistakes: ReadonlyArray<readonly [shell: string, given: Readonly<Record<string, string>>, line: RegExp]> = [
  ["player-service", { ENABLE_OUTBOX_POLLER: "true" }, /^ENABLE_OUTBOX_POLLER is true, but .*: player_worker does$/m],
  ["player-worker", { LOOP_PERIOD: "6s" }, /^LOOP_PERIOD is "6s": expected .* at most 5s$/m],
  ["wallet-worker", { HEARTBEAT_DIR: "/dev/null/x" }, /^HEARTBEAT_DIR is \/dev\/null\/x, which cannot be used: /m],
  ["wallet-worker", { METRICS_PORT: "x" }, /^METRICS_PORT is "x": expected a port/m]
]

/** The epoch under which a domain's batches are made. */
const epochOf = (domain: "player" | "wallet") =>
  Effect.flatMap(Stack, ({ span }) =>
    span((sql: SqlClient.SqlClient) =>
      Effect.map(
        sql.unsafe<{ epoch: bigint }>(`SELECT epoch FROM croupier_${domain}.relay`),
        ([row]) => row?.epoch ?? 0n
      )
    )
  )

/** Leaves a change of a player's gate untold, as a crash would. */
const untoldGate = (player: string) =>
  Effect.gen(function* () {
    const database = yield* TestPostgres.TestDatabase
    const untold = Effect.flatMap(
      SqlClient.SqlClient,
      (sql) => sql`UPDATE croupier_player.player SET gate_open = false WHERE id = ${player}`
    )
    yield* withBrand(BrandKey.make(aurora.key))(untold).pipe(
      Effect.provide(Postgres.layer({ url: database.url("croupier_app"), applicationName: "test", maxConnections: 1 })),
      Effect.orDie
    )
  })

/** How many of a player's events of a domain have been published in batches. */
const publishedOf = (domain: "player" | "wallet", player: string) =>
  Effect.flatMap(Stack, ({ span }) =>
    span((sql: SqlClient.SqlClient) =>
      Effect.map(
        sql.unsafe<{ n: number }>(
          `SELECT count(*)::integer AS n FROM croupier_${domain}.outbox o
          WHERE o.key = $1 AND pg_visible_in_snapshot(o.xid,
            (SELECT snapshot FROM croupier_${domain}.tick ORDER BY number DESC LIMIT 1))`,
          [player]
        ),
        ([row]) => row?.n ?? 0
      )
    )
  )

layer(world, { excludeTestServices: true, timeout: "180 seconds" })("the workers of the stack", (it) => {
  it.effect("are healthy in every mode while Redis is away; players register and play, and it is published", () =>
    Effect.gen(function* () {
      const { player, wallet } = yield* Workers
      const own = ["gate-confirmation", "limits-due", "exclusion-spread", "outbox-days"]
      assert.deepEqual(yield* player.loops, ["outbox-relay", ...own])
      assert.deepEqual((yield* wallet.loops).slice(0, 3), ["outbox-relay", "balance-fold", "reconciliation"])
      yield* each((worker) => unhealthyIn(worker, []))
      const one = yield* servicesServe
      const session = yield* sit(one)
      const bet = yield* session.bet({ amount: "10" })
      yield* session.win({ amount: "4", bet: bet.id, round: bet.round })
      const undone = yield* session.bet({ amount: "20" })
      yield* session.rollback({ of: undone.id, round: undone.round })
      assert.equal(yield* cashOf(one), "94")
      yield* eventually(publishedOf("wallet", one.player.id), (n) => n >= 5)
      yield* published(one)
    })
  )

  it.effect(
    "refuse a wrong setting, and so does the API that is told to do their work, in one line that names it",
    () =>
      Effect.gen(function* () {
        const { playerOptions } = yield* Workers
        for (const [shell, given, line] of mistakes) {
          const { code, output } = yield* run(join(playerOptions.shells, `${shell}.js`), {
            ...playerOptions.environment,
            HEARTBEAT_DIR: tmpdir(),
            ...given
          })
          assert.notEqual(code, 0)
          assert.match(output, line)
        }
      })
  )

  it.effect("that stand still are unhealthy in every mode, and healthy again once they go on; the services serve", () =>
    Effect.gen(function* () {
      yield* each(({ freeze }) => freeze)
      yield* each((worker) => unhealthyIn(worker, modes))
      const meanwhile = yield* servicesServe
      yield* each(({ thaw }) => thaw)
      yield* each((worker) => unhealthyIn(worker, []))
      yield* published(meanwhile)
    })
  )

  it.effect(
    "that are told to stop end with 0 and are unhealthy in every mode; started again they take up their work",
    () =>
      Effect.gen(function* () {
        assert.deepEqual(yield* each(({ stop }) => stop), [0, 0])
        yield* each((worker) => unhealthyIn(worker, modes))
        const meanwhile = yield* servicesServe
        assert.equal(yield* publishedOf("player", meanwhile.player.id), 0)
        assert.equal(yield* publishedOf("wallet", meanwhile.player.id), 0)
        yield* each(({ start }) => start)
        yield* each((worker) => unhealthyIn(worker, []))
        yield* published(meanwhile)
      })
  )

  it.scoped("of which two run at once: one publishes, and when it is killed the other takes over", () =>
    Effect.gen(function* () {
      const { player, playerOptions } = yield* Workers
      const other = yield* WorkerProcess.make(playerOptions)
      yield* unhealthyIn(other, [])
      const before = yield* epochOf("player")
      yield* published(yield* servicesServe)
      assert.equal(yield* epochOf("player"), before)
      yield* player.kill
      yield* published(yield* servicesServe)
      assert.ok((yield* epochOf("player")) > before)
      yield* unhealthyIn(other, [])
      yield* player.start
    })
  )

  it.effect("lose readiness where what they need is away, and nothing else: the wallet, of player_worker alone", () =>
    Effect.gen(function* () {
      const { player, wallet } = yield* Workers
      const { wallets } = yield* Stack
      const one = yield* servicesServe
      yield* wallets[0].kill
      yield* untoldGate(one.player.id)
      yield* unhealthyIn(player, ["readiness"])
      yield* unhealthyIn(wallet, [])
      yield* wallets[0].start
      yield* unhealthyIn(player, [])
    })
  )

  it.effect(
    "are not restarted by a PostgreSQL that is away: they stamp, and are ready and at work again by themselves",
    () =>
      Effect.gen(function* () {
        const server = yield* OwnServer.OwnServer
        const before = yield* each(({ pid }) => pid)
        yield* server.awayDuring(
          Effect.gen(function* () {
            const since = Date.now()
            yield* each((worker) => unhealthyIn(worker, databaseModes))
            yield* each(({ stampedAt }) => eventually(stampedAt, (at) => at > since))
            yield* each(({ unhealthyAfter }) => heldFor(awayMillis, unhealthyAfter(freshSeconds), databaseModes))
          }).pipe(Effect.provideService(Workers, yield* Workers))
        )
        yield* each((worker) => unhealthyIn(worker, []))
        assert.deepEqual(yield* each(({ pid }) => pid), before)
        const meanwhile = yield* eventually(Effect.option(servicesServe), Option.isSome)
        yield* published(Option.getOrThrow(meanwhile))
      })
  )
})

/** What depends on a database that answers: stores that do, and a lease that is held. */
const databaseModes: ReadonlyArray<string> = ["readiness", "schedulerReadiness"]

/** In the long run, as long as an operator may be without his database: four times what stamps stay fresh there. */
const awayMillis = process.env.CROUPIER_LONG === "1" ? 60_000 : 1_000

/** No other mode is unhealthy within this time. */
const heldFor = (millis: number, look: Effect.Effect<ReadonlyArray<string>>, expected: ReadonlyArray<string>) =>
  Effect.suspend(() => {
    const until = performance.now() + millis
    const again: Effect.Effect<void> = Effect.flatMap(look, (found) => {
      assert.deepEqual(
        found.filter((mode) => !expected.includes(mode)),
        []
      )
      return performance.now() < until ? Effect.delay(again, "200 millis") : Effect.void
    })
    return again
  })
