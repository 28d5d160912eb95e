import { chmodSync, existsSync, mkdtempSync, readdirSync } from "node:fs"
import { rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect, Redacted } from "effect"
import { stop } from "../embeddedPostgres/EmbeddedPostgres.js"
import { administer } from "../postgres/Administrator.js"

/** The variable that gives a run's workers its directory, where the shared servers are. */
export const testRunVariable = "CROUPIER_TEST_RUN"

const prefix = "croupier-test-"

/**
 * vitest's `globalSetup`: gives the run a directory for its servers, which the first test file that needs one starts, and
 * stops and removes them at the end. Also removes what a killed run has left.
 */
export const setup = async (): Promise<() => Promise<void>> => {
  const leftovers = readdirSync(tmpdir()).filter(
    (name) => name.startsWith(prefix) && !isAlive(Number(name.split("-")[2]))
  )
  await Promise.all(leftovers.map((name) => remove(join(tmpdir(), name))))
  const run = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  // As root the server's account has to get through.
  chmodSync(run, 0o711)
  process.env[testRunVariable] = run
  return async () => {
    await remove(run)
    const given = process.env.TEST_DATABASE_URL
    if (given !== undefined) await Effect.runPromise(dropDatabases(Redacted.make(given), databasePrefix(run)))
  }
}

/** How the names of a run's databases begin: runs may share a given server. */
export const databasePrefix = (run: string): string => `croupier_${run.slice(run.lastIndexOf("-") + 1).toLowerCase()}_`

const remove = async (run: string): Promise<void> => {
  for (const name of readdirSync(run)) {
    if (!existsSync(join(run, name, "PG_VERSION"))) continue
    const options = {
      directory: join(run, name),
      ...(name.includes("%") ? { binaries: decodeURIComponent(name) } : {})
    }
    await Effect.runPromise(Effect.ignoreLogged(stop(options)))
  }
  await rm(run, { recursive: true, force: true, maxRetries: 5 })
}

const dropDatabases = (url: Redacted.Redacted, beginning: string) =>
  administer(url, (query) =>
    Effect.gen(function* () {
      const databases = yield* query<{ name: string }>(
        "SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)",
        [beginning]
      )
      for (const { name } of databases) yield* query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
    })
  )

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (cause) {
    return cause instanceof Error && "code" in cause && cause.code === "EPERM"
  }
}
