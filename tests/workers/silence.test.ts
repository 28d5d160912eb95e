import assert from "node:assert/strict"
import { randomBytes } from "node:crypto"
import * as SigningKey from "@croupier/core/auth/SigningKey"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { migrationSets } from "@croupier/shells/compose/stores"
import { describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { bundles } from "../support/Bundles.js"
import { eventually } from "../support/eventually.js"
import * as FaultProxy from "../support/FaultProxy.js"
import * as WorkerProcess from "./WorkerProcess.js"

/** Far longer than an iteration of a loop may take; in the long run, longer than a loop may hang before the process ends. */
const stampsBeforeStop = process.env.CROUPIER_LONG === "1" ? 12 : 2

describe("workers of a database that swallows packets", () => {
  it.live(
    "go on stamping, work again afterwards, and end with 0 while it lasts: an outage restarts nothing",
    () =>
      Effect.gen(function* () {
        const { url } = yield* TestPostgres.TestDatabase
        const shells = yield* bundles
        const proxy = yield* FaultProxy.make(Redacted.value(url("croupier_span")))
        const app = yield* FaultProxy.make(Redacted.value(url("croupier_app")))
        const environment = {
          CROUPIER_KEYS: JSON.stringify([{ id: "test", key: randomBytes(32).toString("base64") }]),
          CROUPIER_SERVICE_KEYS: SigningKey.toPem(SigningKey.generate()),
          WALLET_SERVICE_URL: "http://127.0.0.1:9",
          PLAYER_SERVICE_URL: "http://127.0.0.1:9"
        }
        const make = (name: string, databaseUrl: string) =>
          WorkerProcess.make({ name, shells, environment: { ...environment, DATABASE_URL: databaseUrl } })
        const workers = yield* Effect.all([make("wallet-worker", proxy.url), make("player-worker", app.url)], {
          concurrency: "unbounded"
        })
        const each = <A>(use: (worker: WorkerProcess.WorkerProcess) => Effect.Effect<A>) =>
          Effect.forEach(workers, use, { concurrency: "unbounded" })

        const silence = Effect.zipRight(proxy.silence, app.silence)
        const stamps = each((worker) =>
          Effect.gen(function* () {
            for (let seen = 0; seen < stampsBeforeStop; seen++) {
              const before = yield* worker.stampedAt
              yield* eventually(worker.stampedAt, (at) => at > before + 3_000)
            }
          })
        )
        yield* silence
        yield* stamps
        yield* proxy.heal
        yield* app.heal
        yield* each((worker) => eventually(worker.unhealthy, (modes) => modes.length === 0))
        yield* silence
        yield* stamps
        const codes = yield* each((worker) => worker.stop).pipe(Effect.timed)
        assert.deepEqual(codes[1], [0, 0], (yield* each((worker) => worker.output)).join("\n"))
      }).pipe(Effect.scoped, Effect.provide(TestPostgres.layerDatabase(migrationSets))),
    600_000
  )
})
