import { execFile } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { basename, join, resolve } from "node:path"
import { promisify } from "node:util"
import { testRunVariable } from "@croupier/core/testing/TestRun"
import { Effect, Schedule } from "effect"

const root = resolve(import.meta.dirname, "../..")
const cache = join(root, "node_modules/.cache/croupier-shells")

/**
 * The directory of this run's bundled shells: the first test file that asks bundles them, the others wait. Not
 * `shells/dist`, which `npm start` replaces whenever it likes; but below the workspace, where the packages with native
 * parts are found.
 */
export const bundles: Effect.Effect<string> = Effect.suspend(() => {
  const run = process.env[testRunVariable]
  if (run === undefined) return Effect.dieMessage("no test run: start the tests with vitest")
  const directory = join(cache, basename(run))
  const ready = join(run, "shells.ready")
  return claims(join(run, "shells.claimed")) ? bundle(run, directory, ready) : awaited(ready, directory)
})

/** Whether we are the first: making a directory is one step for all processes. */
const claims = (path: string): boolean => {
  try {
    mkdirSync(path)
    return true
  } catch {
    return false
  }
}

const bundle = (run: string, directory: string, ready: string): Effect.Effect<string> =>
  Effect.promise(async () => {
    removeOthers(run)
    await promisify(execFile)("npx", ["tsup", "--silent", "--out-dir", directory], { cwd: join(root, "shells") })
    writeFileSync(ready, "")
    return directory
  })

const awaited = (ready: string, directory: string): Effect.Effect<string> =>
  Effect.suspend(() => (existsSync(ready) ? Effect.succeed(directory) : Effect.fail("not yet"))).pipe(
    Effect.retry(Schedule.spaced("100 millis")),
    Effect.timeout("150 seconds"),
    Effect.orDie
  )

/** Bundles of runs without a directory. */
const removeOthers = (run: string): void => {
  if (!existsSync(cache)) return
  for (const name of readdirSync(cache)) {
    if (!existsSync(join(run, "..", name))) rmSync(join(cache, name), { recursive: true, force: true })
  }
}
