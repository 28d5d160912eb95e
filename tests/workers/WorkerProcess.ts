import { execFile } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type HealthModeName, healthCommand, healthModes } from "@croupier/core/worker/HealthChecks"
import { Effect, type Scope } from "effect"
import * as ShellProcess from "../support/ShellProcess.js"

/** A worker as an operator runs it, with its heartbeat directory. */
export interface WorkerProcess extends ShellProcess.ShellProcess {
  /** The modes with a command that, executed by `sh` on the directory, reports unhealthy now; stamps are old after 3 s. */
  readonly unhealthy: Effect.Effect<ReadonlyArray<HealthModeName>>
  /** The same where stamps are old after this many seconds. */
  readonly unhealthyAfter: (seconds: number) => Effect.Effect<ReadonlyArray<HealthModeName>>
  /** When the loop that is behind has stamped last, in milliseconds of the epoch. */
  readonly stampedAt: Effect.Effect<number>
  /** The names of the loops that it has. */
  readonly loops: Effect.Effect<ReadonlyArray<string>>
}

/** Every health mode there is. */
export const modes = Object.keys(healthModes) as ReadonlyArray<HealthModeName>

/** Seconds that are far more than the loops' period, and soon over for a test. */
const soon = 3

/** Which of the bundled shells, under what environment. */
export interface WorkerOptions {
  readonly name: string
  readonly shells: string
  readonly environment: Readonly<Record<string, string>>
}

/** Starts a worker with loops that run every 0.2 s, and waits until it is ready. */
export const make = ({ environment, name, shells }: WorkerOptions): Effect.Effect<WorkerProcess, never, Scope.Scope> =>
  Effect.gen(function* () {
    const directory = yield* Effect.acquireRelease(
      Effect.sync(() => mkdtempSync(join(tmpdir(), "croupier-worker-"))),
      (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
    )
    const passes = (mode: HealthModeName, limit: number) =>
      Effect.async<boolean>((resume) => {
        execFile("sh", ["-c", healthCommand(mode, directory, limit)], (error) => resume(Effect.succeed(error === null)))
      })
    const shell = yield* ShellProcess.make({
      name,
      file: join(shells, `${name}.js`),
      environment: { LOOP_PERIOD: "200ms", LEASE_DURATION: "2s", HEARTBEAT_DIR: directory, ...environment },
      healthy: Effect.filterOrFail(passes("readiness", soon), (healthy) => healthy)
    })
    const unhealthyAfter = (seconds: number) =>
      Effect.filter(modes, (mode) => Effect.map(passes(mode, seconds), (healthy) => !healthy))
    return {
      ...shell,
      unhealthy: unhealthyAfter(soon),
      unhealthyAfter,
      stampedAt: Effect.sync(() => statSync(join(directory, "heartbeat")).mtimeMs),
      loops: Effect.sync(() => readFileSync(join(directory, "loops.expected"), "utf8").trim().split("\n"))
    }
  })
