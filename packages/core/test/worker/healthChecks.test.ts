import { spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "@effect/vitest"
import { Cause, Effect, Exit, Fiber, Layer, type Scope, Scope as Scopes } from "effect"
import { ProcessFailure } from "../../src/config/ProcessFailure.js"
import type * as VirtualClock from "../../src/testing/VirtualClock.js"
import { type HealthModeName, healthCommand, healthModes } from "../../src/worker/HealthChecks.js"
import { HeartbeatDirectoryUnusable, layerFiles } from "../../src/worker/HeartbeatFiles.js"
import { HeartbeatProvider } from "../../src/worker/HeartbeatProvider.js"
import * as Worker from "../../src/worker/Worker.js"
import { underVirtualClock } from "./virtual.js"

const modes = Object.keys(healthModes) as ReadonlyArray<HealthModeName>

const directory: Effect.Effect<string, never, Scope.Scope> = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "croupier-heartbeat-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
)

/** The modes with a command that, run by a real shell at the real time, reports unhealthy. */
const unhealthy = (path: string): ReadonlyArray<HealthModeName> =>
  modes.filter((mode) => spawnSync("sh", ["-c", healthCommand(mode, path)]).status !== 0)

const hang = Effect.uninterruptible(Effect.never)

/**
 * A worker with three loops, one of which asks for scheduled work, that has run for 2 s when `change` happens and continues
 * for 20 s up to now: by then the limit of 15 s is over, and the shell's clock and the worker's agree.
 */
const afterTwoSeconds = (
  change: (worker: {
    readonly freeze: (loop: string) => void
    readonly fail: (loop: string) => void
    readonly heartbeat: HeartbeatProvider["Type"]
    readonly stop: Effect.Effect<void>
    readonly clock: VirtualClock.VirtualClock
  }) => Effect.Effect<void>
) =>
  Effect.flatMap(directory, (path) =>
    underVirtualClock(Date.now() - 22_000, (clock) =>
      Effect.gen(function* () {
        const frozen = new Set<string>()
        const failing = new Set<string>()
        const scope = yield* Scopes.make()
        const files = yield* Layer.buildWithScope(layerFiles(path), scope)
        const heartbeat = yield* Effect.provide(HeartbeatProvider, files)
        const tick = (name: string, work: Effect.Effect<void> = Effect.void) =>
          Worker.loop({
            name,
            every: 200,
            tick: Effect.suspend(() =>
              frozen.has(name) ? hang : failing.has(name) ? Effect.fail("store away") : Effect.as(work, "wait")
            )
          })
        const ready = Effect.suspend(() => (frozen.has("ready") ? hang : Effect.void))
        yield* Layer.buildWithScope(
          Worker.layer({
            name: "w",
            loops: [tick("relay"), tick("fold"), tick("scheduler", heartbeat.scheduler)],
            ready,
            readyEvery: 200
          }),
          scope
        ).pipe(
          Effect.provide(files),
          Effect.provideService(ProcessFailure, () => Effect.void)
        )
        yield* clock.advance(2000)
        const stop = Scopes.close(scope, Exit.void)
        yield* change({
          freeze: (name) => frozen.add(name),
          fail: (name) => failing.add(name),
          heartbeat,
          stop,
          clock
        })
        yield* clock.advance(20_000)
        const found = { unhealthy: unhealthy(path), files: readdirSync(path).sort() }
        const stopping = yield* Effect.fork(stop)
        yield* clock.advance(10_000)
        yield* Fiber.join(stopping)
        return found
      })
    )
  )

describe("health checks of workers, executed", () => {
  it.scoped("a worker with running loops is healthy in every mode", () =>
    Effect.gen(function* () {
      const { unhealthy, files } = yield* afterTwoSeconds(() => Effect.void)
      expect(unhealthy).toEqual([])
      expect(files).toEqual(["heartbeat", "loops", "loops.expected", "ready", "scheduler"])
    })
  )

  it.scoped("a stopped worker is unhealthy in every mode", () =>
    Effect.map(
      afterTwoSeconds(({ stop }) => stop),
      ({ unhealthy }) => expect(unhealthy).toEqual(modes)
    )
  )

  for (const loop of ["relay", "fold", "scheduler"]) {
    it.scoped(
      `the loop ${loop} alone frozen makes the worker unhealthy in every mode, for the oldest loop counts`,
      () =>
        Effect.map(
          afterTwoSeconds(({ freeze }) => Effect.sync(() => freeze(loop))),
          ({ unhealthy }) => expect(unhealthy).toEqual(modes)
        )
    )
  }

  it.scoped("a failing loop affects readiness and nothing else", () =>
    Effect.map(
      afterTwoSeconds(({ fail }) => Effect.sync(() => fail("relay"))),
      ({ unhealthy, files }) => {
        expect(unhealthy).toEqual(["readiness"])
        expect(files).not.toContain("ready")
      }
    )
  )

  it.scoped("a readiness check that hangs affects readiness and nothing else", () =>
    Effect.map(
      afterTwoSeconds(({ freeze }) => Effect.sync(() => freeze("ready"))),
      ({ unhealthy }) => expect(unhealthy).toEqual(["readiness"])
    )
  )

  it.scoped("a scheduler that never learns the holder of the lease affects scheduler readiness and nothing else", () =>
    Effect.map(
      afterTwoSeconds(({ fail }) => Effect.sync(() => fail("scheduler"))),
      ({ unhealthy }) => expect(unhealthy).toEqual(["readiness", "schedulerReadiness"])
    )
  )

  it.scoped("a failed job affects scheduler job health and nothing else, until it has worked", () =>
    Effect.gen(function* () {
      const failed = yield* afterTwoSeconds(({ heartbeat }) => heartbeat.failedJobs(["daily-report"]))
      expect(failed.unhealthy).toEqual(["schedulerJobHealth"])
      const repaired = yield* afterTwoSeconds(({ heartbeat }) =>
        Effect.zipRight(heartbeat.failedJobs(["daily-report"]), heartbeat.failedJobs([]))
      )
      expect(repaired.unhealthy).toEqual([])
    })
  )

  it.scoped("a loop that never started fails loop freshness at once and every mode once the limit has passed", () =>
    Effect.gen(function* () {
      const path = yield* directory
      const since = (seconds: number) =>
        underVirtualClock(Date.now() - seconds * 1000, (clock) =>
          Effect.gen(function* () {
            const heartbeat = yield* HeartbeatProvider
            yield* heartbeat.expect(["relay", "fold"])
            yield* heartbeat.stamp("relay")
            yield* clock.advance(seconds * 1000)
            yield* Effect.all([heartbeat.stamp("relay"), heartbeat.ready, heartbeat.scheduler])
            return unhealthy(path)
          })
        ).pipe(Effect.provide(Layer.fresh(layerFiles(path))))
      expect(yield* since(5)).toEqual(["loopFreshness"])
      expect(yield* since(30)).toEqual(modes)
    })
  )

  it.scoped("an empty directory, none at all, and a stamp from the future are unhealthy in every mode", () =>
    Effect.gen(function* () {
      const path = yield* directory
      expect(unhealthy(path)).toEqual(modes)
      expect(unhealthy(join(path, "missing"))).toEqual(modes)
      yield* underVirtualClock(Date.now() + 3_600_000, () =>
        Effect.gen(function* () {
          const heartbeat = yield* HeartbeatProvider
          yield* heartbeat.expect(["relay"])
          yield* Effect.all([heartbeat.stamp("relay"), heartbeat.ready, heartbeat.scheduler])
        })
      ).pipe(Effect.provide(layerFiles(path)))
      expect(unhealthy(path)).toEqual(modes)
    })
  )

  it.scoped("a new process begins with nothing that the old one has left", () =>
    Effect.gen(function* () {
      const path = yield* directory
      const say = Effect.gen(function* () {
        const heartbeat = yield* HeartbeatProvider
        yield* heartbeat.expect(["relay", "fold"])
        yield* Effect.all([heartbeat.stamp("relay"), heartbeat.ready, heartbeat.failedJobs(["report"])])
      })
      yield* Effect.provide(say, Layer.fresh(layerFiles(path)))
      expect(readFileSync(join(path, "loops.expected"), "utf8")).toBe("relay\nfold\n")
      expect(readFileSync(join(path, "jobs.failed"), "utf8")).toBe("report\n")
      yield* Effect.provide(
        Effect.flatMap(HeartbeatProvider, (it) => it.expect(["relay"])),
        Layer.fresh(layerFiles(path))
      )
      expect(readdirSync(path).sort()).toEqual(["loops", "loops.expected"])
      expect(readdirSync(join(path, "loops"))).toEqual([])
    })
  )

  it.scoped("what could not be written, as on a full disk, is there with the next stamp after that", () =>
    Effect.gen(function* () {
      const path = join(yield* directory, "heartbeat")
      const heartbeat = yield* HeartbeatProvider.pipe(Effect.provide(layerFiles(path)))
      rmSync(path, { recursive: true })
      writeFileSync(path, "")
      yield* heartbeat.expect(["relay"])
      yield* heartbeat.failedJobs(["report"])
      rmSync(path)
      yield* heartbeat.stamp("relay")
      expect(readdirSync(path).sort()).toEqual(["heartbeat", "jobs.failed", "loops", "loops.expected"])
    })
  )

  it.scoped("a directory that cannot be made stops the start with its name", () =>
    Effect.gen(function* () {
      const path = join(yield* directory, "file")
      writeFileSync(path, "")
      const exit = yield* Effect.exit(Layer.build(layerFiles(join(path, "heartbeat"))))
      const error = Exit.isFailure(exit) ? Cause.squash(exit.cause) : undefined
      expect(error).toBeInstanceOf(HeartbeatDirectoryUnusable)
      expect(String(error)).toContain(join(path, "heartbeat"))
    })
  )

  it("a limit and a directory that a shell would read otherwise are refused", () => {
    expect(() => healthCommand("heartbeat", "/run/$(reboot)")).toThrow(/not a plain absolute path/)
    expect(() => healthCommand("heartbeat", "heartbeat")).toThrow(/not a plain absolute path/)
    expect(() => healthCommand("heartbeat", "/run/heartbeat", 0.5)).toThrow(/whole number of seconds/)
    expect(healthCommand("heartbeat", "/run/heartbeat", 40)).toContain("-le 40")
  })
})
