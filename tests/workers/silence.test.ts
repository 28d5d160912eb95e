import assert from "node:assert/strict"
import { randomBytes } from "node:crypto"
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as SigningKey from "@croupier/core/auth/SigningKey"
import { isLongRun } from "@croupier/core/testing/LongRun"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { migrationSets } from "@croupier/shells/compose/stores"
import { describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { bundles } from "../support/Bundles.js"
import { eventually } from "../support/eventually.js"
import * as FaultProxy from "../support/FaultProxy.js"
import * as ShellProcess from "../support/ShellProcess.js"

/** Far longer than an iteration of a loop may take; in the long run, longer than a loop may hang before the process ends. */
const stampsBeforeStop = isLongRun ? 12 : 2

interface Worker extends ShellProcess.ShellProcess {
  /** When the loop that is behind has stamped last, in milliseconds of the epoch. */
  readonly stampedAt: Effect.Effect<number>
}

/** A worker that has begun to stamp. */
const worker = (name: string, shells: string, environment: Readonly<Record<string, string>>) =>
  Effect.gen(function* () {
    const directory = yield* Effect.acquireRelease(
      Effect.sync(() => mkdtempSync(join(tmpdir(), "croupier-worker-"))),
      (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
    )
    const heartbeat = join(directory, "heartbeat")
    const shell = yield* ShellProcess.make({
      name,
      file: join(shells, `${name}.js`),
      environment: { LOOP_PERIOD: "1s", HEARTBEAT_DIR: directory, ...environment },
      healthy: Effect.filterOrFail(
        Effect.sync(() => existsSync(heartbeat)),
        (begun) => begun
      )
    })
    const stampedAt = Effect.sync(() => statSync(heartbeat).mtimeMs)
    return { ...shell, stampedAt } satisfies Worker
  })

describe("workers of a database that swallows packets", () => {
  it.live(
    "continue their heartbeat, work again afterwards, and end with 0 while it lasts: an outage restarts nothing",
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
        const workers = yield* Effect.all(
          [
            worker("wallet-worker", shells, { ...environment, DATABASE_URL: proxy.url }),
            worker("player-worker", shells, { ...environment, DATABASE_URL: app.url })
          ],
          { concurrency: "unbounded" }
        )
        const each = <A>(use: (worker: Worker) => Effect.Effect<A>) =>
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
        yield* each(({ output }) => eventually(output, (text) => text.includes("recovered")))
        yield* silence
        yield* stamps
        const codes = yield* each(({ stop }) => stop)
        assert.deepEqual(codes, [0, 0], (yield* each(({ output }) => output)).join("\n"))
      }).pipe(Effect.scoped, Effect.provide(TestPostgres.layerDatabase(migrationSets))),
    600_000
  )
})
