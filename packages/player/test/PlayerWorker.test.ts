import { execFile } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { ProcessFailure } from "@croupier/core/config/ProcessFailure"
import * as EventTail from "@croupier/core/events/EventTail"
import * as Notifier from "@croupier/core/events/Notifier"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { type HealthModeName, healthCommand, healthModes } from "@croupier/core/worker/HealthChecks"
import { layerFiles } from "@croupier/core/worker/HeartbeatFiles"
import { HeartbeatProvider } from "@croupier/core/worker/HeartbeatProvider"
import { Leases } from "@croupier/core/worker/Lease"
import * as LeaseSql from "@croupier/core/worker/LeaseSql"
import { expect, layer } from "@effect/vitest"
import { Deferred, Effect, Layer, Schedule } from "effect"
import { playerMigrations } from "../src/migrations.js"
import { PlayerMaintenance } from "../src/PlayerMaintenance.js"
import * as PlayerWorker from "../src/PlayerWorker.js"

const modes = Object.keys(healthModes) as ReadonlyArray<HealthModeName>

/** Seconds after which a stamp is old here; the loops look every 0.1 s. */
const limit = 3

const passes = (mode: HealthModeName, directory: string) =>
  Effect.async<boolean>((resume) => {
    execFile("sh", ["-c", healthCommand(mode, directory, limit)], (error) => resume(Effect.succeed(error === null)))
  })

const eventually = <A>(look: Effect.Effect<A>, expected: A) =>
  Effect.flatMap(look, (found) => Effect.try(() => expect(found).toEqual(expected))).pipe(
    Effect.retry(Schedule.spaced("100 millis").pipe(Schedule.upTo("40 seconds"))),
    Effect.orDie
  )

/** What each loop asks, by the loop's name; it hangs where a hang is given, as only code that cannot be interrupted does. */
const surroundings = (hang: (loop: string) => Effect.Effect<void>) => {
  const upkeep = (loop: string) => Effect.as(hang(loop), 0)
  const leases = Effect.map(Leases, (given) => ({
    ...given,
    acquire: (...lease: Parameters<typeof given.acquire>) =>
      Effect.zipRight(hang(lease[0] === "relay player" ? "outbox-relay" : "outbox-days"), given.acquire(...lease))
  }))
  return Layer.mergeAll(
    Layer.succeed(PlayerMaintenance, {
      confirmGates: upkeep("gate-confirmation"),
      applyDueLimits: upkeep("limits-due"),
      spreadExclusions: upkeep("exclusion-spread")
    }),
    Layer.effect(Leases, leases).pipe(Layer.provide(LeaseSql.layerSql)),
    EventTail.layerNone,
    Notifier.layer
  )
}

layer(TestPostgres.layer([playerMigrations]), { excludeTestServices: true })("the loops of players", (it) => {
  it.scoped(
    "each of them, frozen alone, makes the worker unhealthy in every mode, and is the one with an old file",
    () =>
      Effect.forEach(
        ["outbox-relay", "gate-confirmation", "limits-due", "exclusion-spread", "outbox-days"],
        (loop) => frozen(loop),
        {
          concurrency: "unbounded",
          discard: true
        }
      )
  )
})

const frozen = (loop: string) =>
  Effect.gen(function* () {
    const directory = yield* Effect.acquireRelease(
      Effect.sync(() => mkdtempSync(join(tmpdir(), "croupier-player-"))),
      (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
    )
    const thawed = yield* Deferred.make<void>()
    let isFrozen = false
    const hang = (name: string) =>
      Effect.suspend(() => (isFrozen && name === loop ? Effect.uninterruptible(Deferred.await(thawed)) : Effect.void))
    const heartbeat = yield* Layer.build(layerFiles(directory))
    yield* Layer.build(
      PlayerWorker.layer({ every: "100 millis", lease: "400 millis" }).pipe(Layer.provide(surroundings(hang)))
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
    isFrozen = true
    yield* eventually(old, [loop])
    yield* eventually(unhealthy, modes)
    yield* Deferred.succeed(thawed, undefined)
    isFrozen = false
    yield* eventually(unhealthy, [])
  })
