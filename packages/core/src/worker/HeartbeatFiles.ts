import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { ConfigError, Effect, Layer, Schema } from "effect"
import { makeDirectory } from "../config/makeDirectory.js"
import * as Setting from "../config/Setting.js"
import { type Heartbeat, oldest } from "../internal/worker/Heartbeat.js"
import * as HeartbeatProvider from "./HeartbeatProvider.js"

/** The heartbeat directory cannot be made or written: the worker does not start. */
export class HeartbeatDirectoryUnusable extends Schema.TaggedError<HeartbeatDirectoryUnusable>()(
  "HeartbeatDirectoryUnusable",
  { directory: Schema.String, reason: Schema.String }
) {
  override get message(): string {
    return `the heartbeat directory ${this.directory} cannot be used: ${this.reason}`
  }
}

/**
 * In files, for the health check of a container: `heartbeat` (the oldest loop's last stamp), `loops/<name>`,
 * `loops.expected` (one name a line), `ready`, `scheduler`, `jobs.failed`. The modification time is the stamp; every file
 * comes into place by a rename, so that a check never reads half of one. Use `tmpfs`: a worker writes every few seconds.
 */
export const layerFiles = (
  directory: string
): Layer.Layer<HeartbeatProvider.HeartbeatProvider, HeartbeatDirectoryUnusable> =>
  Layer.effect(
    HeartbeatProvider.HeartbeatProvider,
    Effect.try({
      try: () => {
        const files = new Files(directory)
        files.clear()
        return HeartbeatProvider.make((now) => published(directory, () => files.show(now)))
      },
      catch: (error) => new HeartbeatDirectoryUnusable({ directory, reason: reason(error) })
    })
  )

/** The files in the directory that `HEARTBEAT_DIR` names. */
export const layerConfig: Layer.Layer<HeartbeatProvider.HeartbeatProvider, ConfigError.ConfigError> =
  Layer.unwrapEffect(
    Effect.map(
      Effect.suspend(() => directory),
      layerFiles
    )
  ).pipe(
    Layer.mapError((error) =>
      error instanceof HeartbeatDirectoryUnusable
        ? ConfigError.InvalidData(["HEARTBEAT_DIR"], `is ${error.directory}, which cannot be used: ${error.reason}`)
        : error
    )
  )

const directory = Setting.text("HEARTBEAT_DIR", {
  description: "directory for a worker's health check files, preferably a tmpfs",
  default: "/run/croupier",
  pattern: /^\//,
  expected: "an absolute path"
})

const published = (directory: string, write: () => void): Effect.Effect<void> =>
  Effect.catchAll(Effect.try({ try: write, catch: reason }), (why) =>
    Effect.logWarning(`cannot write to the heartbeat directory ${directory}: ${why}`)
  )

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** A loop under load completes many times a second; its file, which counts in seconds, is written twice. */
const restampMillis = 500

/** Files of a few bytes are written at once: what has been stamped is there when the stamp returns. */
class Files {
  readonly #shown = new Map<string, number>()
  #expected: Heartbeat["expected"] | undefined
  #failedJobs = ""
  constructor(readonly directory: string) {}

  clear(): void {
    this.#shown.clear()
    this.#failedJobs = ""
    makeDirectory(this.directory)
    for (const file of ["loops", "loops.expected", "heartbeat", "ready", "scheduler", "jobs.failed"]) {
      rmSync(join(this.directory, file), { recursive: true, force: true })
    }
    mkdirSync(join(this.directory, "loops"))
  }

  /** Compares with what has been written and not with what was said: what a full disk refused comes with the next stamp. */
  show(now: Heartbeat): void {
    if (now.expected !== this.#expected) {
      this.clear()
      this.#write("loops.expected", now.since, lines(now.expected))
      this.#expected = now.expected
    }
    for (const [name, at] of now.loops) this.#stamp(`loops/${name}`, at)
    this.#stamp("heartbeat", oldest(now))
    this.#stamp("ready", now.ready)
    this.#stamp("scheduler", now.scheduler)
    const failedJobs = lines(now.failedJobs)
    if (failedJobs !== this.#failedJobs) {
      if (failedJobs === "") this.#remove("jobs.failed")
      else this.#write("jobs.failed", Date.now(), failedJobs)
      this.#failedJobs = failedJobs
    }
  }

  #stamp(file: string, at: number | undefined): void {
    const shown = this.#shown.get(file)
    if (at === undefined) {
      if (shown !== undefined) this.#remove(file)
    } else if (shown === undefined || Math.abs(at - shown) >= restampMillis) {
      this.#write(file, at, "")
    }
  }

  #write(file: string, at: number, text: string): void {
    const path = join(this.directory, file)
    // The dot hides a half-written file from listings of the loops.
    const half = join(this.directory, ".half")
    writeFileSync(half, text)
    utimesSync(half, at / 1000, at / 1000)
    renameSync(half, path)
    this.#shown.set(file, at)
  }

  #remove(file: string): void {
    rmSync(join(this.directory, file), { force: true })
    this.#shown.delete(file)
  }
}

const lines = (names: ReadonlyArray<string>): string => names.map((name) => `${name}\n`).join("")
