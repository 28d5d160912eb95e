import assert from "node:assert/strict"
import { BrandKey } from "@croupier/core/Brand"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as Postgres from "@croupier/core/postgres/Postgres"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import * as SqlClient from "@effect/sql/SqlClient"
import { Context, Effect, Layer, Redacted } from "effect"
import { call } from "../support/Call.js"
import { eventually } from "../support/eventually.js"
import * as OwnServer from "../support/OwnServer.js"
import { freePort } from "../support/ServiceProcess.js"
import * as StackLayer from "../support/Stack.js"
import { aurora, expectStatus, Stack } from "../support/Stack.js"
import { registerFunded, type StackPlayer } from "../support/StackPlayer.js"
import * as WorkerProcess from "./WorkerProcess.js"

/** The workers of the stack, with a Redis that is always unavailable. */
export class Workers extends Context.Tag("croupier/tests/Workers")<
  Workers,
  {
    readonly player: WorkerProcess.WorkerProcess
    readonly wallet: WorkerProcess.WorkerProcess
    readonly rolling: WorkerProcess.WorkerProcess
    readonly playerOptions: WorkerProcess.WorkerOptions
    /** Of wallet_worker. */
    readonly metricsUrl: string
  }
>() {}

const workers = Layer.scoped(
  Workers,
  Effect.gen(function* () {
    const { environment, shells } = yield* Stack
    const database = yield* TestPostgres.TestDatabase
    const given = { ...environment, REDIS_URL: `redis://127.0.0.1:${yield* freePort}` }
    const metricsPort = yield* freePort
    const span = {
      ...given,
      DATABASE_URL: Redacted.value(database.url("croupier_span")),
      METRICS_PORT: String(metricsPort)
    }
    const playerOptions = { name: "player-worker", shells, environment: given }
    const turnover = { ...given, DATABASE_URL: Redacted.value(database.url("croupier_rolling_worker")) }
    const [player, wallet, rolling] = yield* Effect.all(
      [
        WorkerProcess.make(playerOptions),
        WorkerProcess.make({ name: "wallet-worker", shells, environment: span }),
        WorkerProcess.make({ name: "rolling-worker", shells, environment: turnover })
      ],
      { concurrency: "unbounded" }
    )
    return { player, wallet, rolling, playerOptions, metricsUrl: `http://127.0.0.1:${metricsPort}/metrics` }
  })
)

/** The stack on a database of its own, with its workers. */
export const world = Layer.provideMerge(Layer.provideMerge(workers, StackLayer.layerOn), OwnServer.layer)

/** All at once. */
export const each = <A, R>(use: (worker: WorkerProcess.WorkerProcess) => Effect.Effect<A, never, R>) =>
  Effect.flatMap(Workers, ({ player, rolling, wallet }) =>
    Effect.forEach([player, wallet, rolling], use, { concurrency: "unbounded" })
  )

/** The health commands of a worker come to say unhealthy in these modes and no others. */
export const unhealthyIn = (worker: WorkerProcess.WorkerProcess, expected: ReadonlyArray<string>) =>
  eventually(worker.unhealthy, (found) => JSON.stringify(found) === JSON.stringify(expected))

/** Every service of the stack answers on `/health`, and a player can register and be credited. */
export const servicesServe = Effect.gen(function* () {
  const { game, gateway, player, rolling, wallets } = yield* Stack
  for (const { url } of [gateway, player, game, rolling, ...wallets])
    yield* expectStatus(200, call("GET", `${url}/health`))
  return yield* registerFunded(aurora, "100")
})

/** What such a player did comes to be published, by both domains. */
export const published = ({ player }: StackPlayer) =>
  Effect.zipRight(
    eventually(publishedOf("player", player.id), (n) => n === 1),
    eventually(publishedOf("wallet", player.id), (n) => n >= 1)
  )

/** The epoch under which a domain's batches are made. */
export const epochOf = (domain: "player" | "wallet") =>
  Effect.flatMap(Stack, ({ span }) =>
    span((sql: SqlClient.SqlClient) =>
      Effect.map(
        sql.unsafe<{ epoch: bigint }>(`SELECT epoch FROM croupier_${domain}.relay`),
        ([row]) => row?.epoch ?? 0n
      )
    )
  )

/** Leaves a change of a player's gate untold, as a crash would. */
export const untoldGate = (player: string) =>
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
export const publishedOf = (domain: "player" | "wallet", player: string) =>
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

/** No other mode is unhealthy within this time. */
export const heldFor = (millis: number, look: Effect.Effect<ReadonlyArray<string>>, expected: ReadonlyArray<string>) =>
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
