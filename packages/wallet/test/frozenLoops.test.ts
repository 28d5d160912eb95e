import { execFile } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { ProcessFailure } from "@croupier/core/config/ProcessFailure"
import * as EventTail from "@croupier/core/events/EventTail"
import * as Notifier from "@croupier/core/events/Notifier"
import { isLongRun } from "@croupier/core/testing/LongRun"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { type HealthModeName, healthCommand, healthModes } from "@croupier/core/worker/HealthChecks"
import { layerFiles } from "@croupier/core/worker/HeartbeatFiles"
import { HeartbeatProvider } from "@croupier/core/worker/HeartbeatProvider"
import * as LeaseSql from "@croupier/core/worker/LeaseSql"
import { SqlClient } from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import { Deferred, Effect, FiberRef, HashMap, Layer, Option, Schedule } from "effect"
import { walletMigrations } from "../src/migrations.js"
import * as WalletSql from "../src/WalletSql.js"
import * as WalletWorker from "../src/WalletWorker.js"

const modes = Object.keys(healthModes) as ReadonlyArray<HealthModeName>

/** Seconds after which a stamp is old here; the loops look every 0.2 s. */
const limit = 3

const passes = (mode: HealthModeName, directory: string) =>
  Effect.async<boolean>((resume) => {
    execFile("sh", ["-c", healthCommand(mode, directory, limit)], (error) => resume(Effect.succeed(error === null)))
  })

const eventually = <A>(look: Effect.Effect<A>, expected: A) =>
  Effect.flatMap(look, (found) => Effect.try(() => expect(found).toEqual(expected))).pipe(
    Effect.retry(Schedule.spaced("100 millis").pipe(Schedule.upTo("45 seconds"))),
    Effect.orDie
  )

/** The database as loops see it: before each statement and each transaction something happens to the loop that asks. */
const asked = (before: (loop: string) => Effect.Effect<void>) =>
  Layer.effect(
    SqlClient,
    Effect.map(SqlClient, (sql) => {
      // A worker annotates what its loops log, so a fiber knows its loop.
      const first = Effect.flatMap(FiberRef.get(FiberRef.currentLogAnnotations), (annotations) =>
        before(String(Option.getOrUndefined(HashMap.get(annotations, "loop"))))
      )
      const late = (statement: Committed): Committed => {
        const commit = statement.commit.bind(statement)
        return Object.assign(statement, { commit: () => Effect.zipRight(first, commit()) })
      }
      return new Proxy(sql, {
        apply: (target, self, words) => {
          const made: unknown = Reflect.apply(target, self, words)
          return isCommitted(made) ? late(made) : made
        },
        get: (target, name) => {
          if (name === "reserve") return Effect.zipRight(first, target.reserve)
          if (name === "unsafe") {
            return (...words: Parameters<typeof target.unsafe>) => {
              const made: unknown = target.unsafe(...words)
              return isCommitted(made) ? late(made) : made
            }
          }
          return Reflect.get(target, name)
        }
      })
    })
  )

/** A statement, which is made into an effect when it is run. */
interface Committed {
  readonly commit: () => Effect.Effect<unknown, unknown>
}

const isCommitted = (made: unknown): made is Committed =>
  typeof made === "object" && made !== null && "commit" in made && typeof made.commit === "function"

/** In the long run all of them. */
const loops = isLongRun
  ? ["outbox-relay", "balance-fold", "reconciliation", "ledger-seal", "deposit-expiry", "fact-keeping"]
  : ["outbox-relay", "ledger-seal"]

layer(TestPostgres.layer([walletMigrations]), { excludeTestServices: true, timeout: "120 seconds" })(
  "the loops of the ledger",
  (it) => {
    it.scoped(
      "each of them, frozen in its turn, makes the worker unhealthy in every mode, and is the one with an old file",
      () =>
        Effect.gen(function* () {
          const directory = yield* Effect.acquireRelease(
            Effect.sync(() => mkdtempSync(join(tmpdir(), "croupier-wallet-"))),
            (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
          )
          const gate: { frozen?: string; thawed: Deferred.Deferred<void> } = { thawed: yield* Deferred.make<void>() }
          // As only code hangs that cannot be interrupted: what waits for a lock is ended by its deadline, and stamps.
          const hang = (loop: string) =>
            Effect.suspend(() =>
              loop === gate.frozen ? Effect.uninterruptible(Deferred.await(gate.thawed)) : Effect.void
            )
          const heartbeat = yield* Layer.build(layerFiles(directory))
          yield* Layer.build(
            WalletWorker.layer({ every: "200 millis", lease: "1 second" }).pipe(
              Layer.provide(Layer.mergeAll(LeaseSql.layerSql, EventTail.layerNone, Notifier.layer, WalletSql.layerSql)),
              Layer.provide(Layer.provideMerge(asked(hang), TestPostgres.layerSpan))
            )
          ).pipe(
            Effect.provide(heartbeat),
            Effect.provideService(ProcessFailure, () => Effect.void)
          )
          const unhealthy = Effect.filter(modes, (mode) => Effect.map(passes(mode, directory), (healthy) => !healthy))
          const old = Effect.map(
            Effect.flatMap(HeartbeatProvider, ({ read }) => read),
            ({ expected, loops }) => expected.filter((name) => Date.now() - (loops.get(name) ?? 0) > limit * 1000)
          ).pipe(Effect.provide(heartbeat))

          yield* eventually(unhealthy, [])
          yield* Effect.forEach(loops, (loop) =>
            Effect.gen(function* () {
              gate.frozen = loop
              yield* eventually(old, [loop])
              yield* eventually(unhealthy, modes)
              delete gate.frozen
              yield* Deferred.succeed(gate.thawed, undefined)
              gate.thawed = yield* Deferred.make<void>()
              yield* eventually(unhealthy, [])
            })
          )
        })
    )
  }
)
