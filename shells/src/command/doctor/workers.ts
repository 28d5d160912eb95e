import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { makeWritableDirectory } from "@croupier/core/config/makeDirectory"
import { freshSeconds } from "@croupier/core/worker/HealthChecks"
import { each, type Finding, fault, ok } from "./Finding.js"

/** The heartbeat directory of the worker that this environment is of. */
export interface HeartbeatFacts {
  readonly directory: string
  /** Whether the environment names it, or it is there by default. */
  readonly isWorker: boolean
  /** Why it cannot be used; undefined where it can. */
  readonly unusable: string | undefined
  /** Stamps by file, in seconds since they were made; empty where no worker has run. */
  readonly ages: ReadonlyArray<readonly [file: string, seconds: number]>
  readonly failedJobs: ReadonlyArray<string>
}

/** Reads `HEARTBEAT_DIR`. */
export const heartbeatFacts = (
  environment: Readonly<Record<string, string | undefined>>,
  now: number
): HeartbeatFacts => {
  const given = environment.HEARTBEAT_DIR?.trim() || undefined
  const directory = given ?? "/run/croupier"
  const isWorker = given !== undefined || existsSync(directory)
  const unusable = isWorker ? troubleWith(directory) : undefined
  if (!isWorker || unusable !== undefined) return { directory, isWorker, unusable, ages: [], failedJobs: [] }
  const loops = existsSync(join(directory, "loops")) ? readdirSync(join(directory, "loops")) : []
  const files = [
    "heartbeat",
    "ready",
    "scheduler",
    ...loops.filter((name) => !name.startsWith(".")).map((name) => `loops/${name}`)
  ]
  const jobs = join(directory, "jobs.failed")
  return {
    directory,
    isWorker,
    unusable,
    ages: files.flatMap((file) => {
      const found = statSync(join(directory, file), { throwIfNoEntry: false })
      return found === undefined ? [] : [[file, (now - found.mtimeMs) / 1000] as const]
    }),
    failedJobs: existsSync(jobs)
      ? readFileSync(jobs, "utf8")
          .split("\n")
          .filter((name) => name !== "")
      : []
  }
}

/** A directory that cannot be used, stamps that are old, and jobs that failed. */
export const heartbeatFindings = (facts: HeartbeatFacts): ReadonlyArray<Finding> => {
  const { ages, directory, failedJobs, isWorker, unusable } = facts
  if (!isWorker) return [ok("workers.heartbeat", "this is not a worker's environment")]
  if (unusable !== undefined) {
    return [
      fault(
        "workers.directory",
        `the heartbeat directory cannot be used: ${unusable}`,
        `mount a tmpfs that is writable by the process at ${directory}, or set HEARTBEAT_DIR`
      )
    ]
  }
  const stale = ages.filter(([file, age]) => Math.abs(age) > freshSeconds && file !== "ready")
  return [
    ok("workers.directory", `${directory} is writable`),
    ...(stale.length === 0
      ? [ok("workers.heartbeat", ages.length === 0 ? "no worker has run here yet" : "all heartbeats are fresh")]
      : [
          fault(
            "workers.heartbeat",
            `stale heartbeats: ${stale.map(([file, age]) => `${file} (${Math.round(age)} s)`).join(", ")}; the worker hangs or has exited`,
            "restart the worker and check its log"
          )
        ]),
    ...each(
      failedJobs,
      (job) =>
        fault(
          "workers.jobs",
          `the job ${job} has failed`,
          "check the worker's log for the reason; the next successful run clears it"
        ),
      ok("workers.jobs", "no job has failed")
    )
  ]
}

const troubleWith = (directory: string): string | undefined => {
  if (!existsSync(directory)) return `${directory} does not exist`
  try {
    makeWritableDirectory(directory)
    return undefined
  } catch (cause) {
    return (cause as Error).message
  }
}
