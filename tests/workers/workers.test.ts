import assert from "node:assert/strict"
import { BrandKey } from "@croupier/core/Brand"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as Postgres from "@croupier/core/postgres/Postgres"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { freshSeconds } from "@croupier/core/worker/healthChecks"
import * as SqlClient from "@effect/sql/SqlClient"
import { layer } from "@effect/vitest"
import { Context, Effect, Layer, Option } from "effect"
import { call } from "../support/Call.js"
import { eventually } from "../support/eventually.js"
import * as OwnServer from "../support/OwnServer.js"
import { freePort } from "../support/ServiceProcess.js"
import * as StackLayer from "../support/Stack.js"
import { aurora, expectStatus, Stack } from "../support/Stack.js"
import { register } from "../support/StackPlayer.js"
import * as WorkerProcess from "./WorkerProcess.js"

const { modes, noScheduler } = WorkerProcess

/** The workers of the stack, whose Redis is away all the time. */
class Workers extends Context.Tag("croupier/tests/Workers")<
  Workers,
  { readonly player: WorkerProcess.WorkerProcess; readonly environment: Readonly<Record<string, string>> }
>() {}

const workers = Layer.scoped(
  Workers,
  Effect.gen(function* () {
    const stack = yield* Stack
    const environment = { ...stack.environment, REDIS_URL: `redis://127.0.0.1:${yield* freePort}` }
    const player = yield* WorkerProcess.make({ name: "player-worker", shells: stack.shells, environment })
    return { player, environment }
  })
)

const world = Layer.provideMerge(Layer.provideMerge(workers, StackLayer.layerOn), OwnServer.layer)

/** The modes that fail for want of a scheduler only. */
const well = [noScheduler]

const unhealthyIn = (worker: WorkerProcess.WorkerProcess, expected: ReadonlyArray<string>) =>
  eventually(worker.unhealthy, (found) => JSON.stringify(found) === JSON.stringify(expected))

/** Every service of the stack answers on `/health`, and a player can register. */
const servicesServe = Effect.gen(function* () {
  const { game, gateway, player, wallets } = yield* Stack
  for (const { url } of [gateway, player, game, ...wallets]) yield* expectStatus(200, call("GET", `${url}/health`))
  return yield* register(aurora)
})

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
const waitingGate = (player: string) =>
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

/** How many of a player's events have been published in batches. */
const publishedOf = (player: string) =>
  Effect.flatMap(Stack, ({ span }) =>
    span((sql: SqlClient.SqlClient) =>
      Effect.map(
        sql<{ n: number }>`SELECT count(*)::integer AS n FROM croupier_player.outbox o
          WHERE o.key = ${player} AND pg_visible_in_snapshot(o.xid,
            (SELECT snapshot FROM croupier_player.tick ORDER BY number DESC LIMIT 1))`,
        ([row]) => row?.n ?? 0
      )
    )
  )

layer(world, { excludeTestServices: true, timeout: "180 seconds" })("the workers of the stack", (it) => {
  it.effect("are healthy in their modes while Redis is away, and publish what happened", () =>
    Effect.gen(function* () {
      const { player } = yield* Workers
      yield* unhealthyIn(player, well)
      assert.deepEqual(yield* player.loops, ["outbox-relay", "gate-confirmation", "limits-due", "exclusion-spread"])
      const registered = yield* servicesServe
      yield* eventually(publishedOf(registered.player.id), (n) => n === 1)
    })
  )

  it.effect(
    "one that stands still is unhealthy in every mode, and healthy again once it goes on; the services serve",
    () =>
      Effect.gen(function* () {
        const { player } = yield* Workers
        yield* player.freeze
        yield* unhealthyIn(player, modes)
        yield* servicesServe
        yield* player.thaw
        yield* unhealthyIn(player, well)
      })
  )

  it.effect(
    "one that is told to stop ends with 0 and is unhealthy in every mode; started again it takes up its work",
    () =>
      Effect.gen(function* () {
        const { player } = yield* Workers
        assert.equal(yield* player.stop, 0)
        yield* unhealthyIn(player, modes)
        const missed = yield* servicesServe
        assert.equal(yield* publishedOf(missed.player.id), 0)
        yield* player.start
        yield* unhealthyIn(player, well)
        yield* eventually(publishedOf(missed.player.id), (n) => n === 1)
      })
  )

  it.scoped("of two at once one publishes; when it is killed the other takes over", () =>
    Effect.gen(function* () {
      const { environment, player } = yield* Workers
      const { shells } = yield* Stack
      const other = yield* WorkerProcess.make({ name: "player-worker", shells, environment })
      yield* unhealthyIn(other, well)
      const before = yield* epochOf("player")
      const registered = yield* servicesServe
      yield* eventually(publishedOf(registered.player.id), (n) => n === 1)
      assert.equal(yield* epochOf("player"), before)
      yield* player.kill
      const next = yield* register(aurora)
      yield* eventually(publishedOf(next.player.id), (n) => n === 1)
      assert.ok((yield* epochOf("player")) > before)
      yield* unhealthyIn(other, well)
      yield* player.start
    })
  )

  it.effect("a wallet that is away takes readiness from the worker that needs it, and nothing else", () =>
    Effect.gen(function* () {
      const { player } = yield* Workers
      const { wallets } = yield* Stack
      const registered = yield* register(aurora)
      yield* wallets[0].kill
      yield* unhealthyIn(player, well)
      yield* waitingGate(registered.player.id)
      yield* unhealthyIn(player, ["readiness", noScheduler])
      yield* wallets[0].start
      yield* unhealthyIn(player, well)
    })
  )

  it.effect(
    "PostgreSQL away restarts nothing: loops stamp, readiness is withdrawn and comes back by itself, with the work",
    () =>
      Effect.gen(function* () {
        const { player } = yield* Workers
        const server = yield* OwnServer.OwnServer
        const pid = yield* player.pid
        yield* server.awayDuring(
          Effect.gen(function* () {
            const since = Date.now()
            yield* unhealthyIn(player, ["readiness", noScheduler])
            yield* eventually(player.stampedAt, (at) => at > since)
            yield* heldFor(awayMillis, player.unhealthyAfter(freshSeconds), ["readiness", noScheduler])
          })
        )
        yield* unhealthyIn(player, well)
        assert.equal(yield* player.pid, pid)
        const registered = yield* eventually(Effect.option(servicesServe), Option.isSome)
        yield* eventually(publishedOf(Option.getOrThrow(registered).player.id), (n) => n === 1)
      })
  )
})

/** In the long run, as long as an operator may be without his database: four times what stamps stay fresh there. */
const awayMillis = process.env.CROUPIER_LONG === "1" ? 60_000 : 1_000

/** Nothing else is seen within this time. */
const heldFor = <A>(millis: number, look: Effect.Effect<A>, expected: A) =>
  Effect.suspend(() => {
    const until = performance.now() + millis
    const again: Effect.Effect<void> = Effect.flatMap(look, (found) => {
      assert.deepEqual(found, expected)
      return performance.now() < until ? Effect.delay(again, "200 millis") : Effect.void
    })
    return again
  })
