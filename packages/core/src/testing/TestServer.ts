import { existsSync } from "node:fs"
import { join } from "node:path"
import { Effect, Redacted } from "effect"
import { launch } from "../embeddedPostgres/EmbeddedPostgres.js"
import type { RoleName } from "../postgres/roleNames.js"
import { databasePrefix, testRunVariable } from "./TestRun.js"

/** The server that the test files of one run share. */
export interface TestServer {
  /** The superuser's URL, for making databases only. */
  readonly administratorUrl: (database: string) => Redacted.Redacted
  readonly url: (role: RoleName, database: string) => Redacted.Redacted
  readonly password: (role: RoleName) => Redacted.Redacted
  readonly databasePrefix: string
}

/**
 * The `bin` directory of the lowest PostgreSQL that the SQL supports (15), where this machine has it, so that a test file
 * can run its laws on both ends.
 */
export const lowestBinaries: string | undefined = ["/usr/lib/postgresql/15/bin"].find((path) => existsSync(path))

/**
 * The run's server: `TEST_DATABASE_URL` (an administrator's login of a server where the roles' passwords may
 * be set), else a temporary one of the given binaries, of those that `CROUPIER_TEST_POSTGRES` names (`15` or a `bin`
 * directory), or the embedded one. The first caller starts it; vitest's `globalSetup` stops it.
 */
export const testServer = (binaries = chosenBinaries()): Effect.Effect<TestServer> =>
  Effect.gen(function* () {
    const run = process.env[testRunVariable]
    if (run === undefined) {
      return yield* Effect.dieMessage(
        "no test run: name core's `src/testing/TestRun.ts` as `globalSetup` in vitest's configuration"
      )
    }
    const given = process.env.TEST_DATABASE_URL
    return given === undefined ? yield* throwAway(run, binaries) : givenServer(run, given)
  }).pipe(Effect.orDie)

const throwAway = (run: string, binaries: string | undefined) =>
  Effect.gen(function* () {
    const directory = join(run, binaries === undefined ? "embedded" : encodeURIComponent(binaries))
    const server = yield* launch({ directory, throwAway: true, ...(binaries === undefined ? {} : { binaries }) })
    const administratorUrl = (database: string) => server.url("postgres", database)
    return { administratorUrl, url: server.url, password: server.password, databasePrefix: databasePrefix(run) }
  })

const givenServer = (run: string, given: string): TestServer => {
  const password = Redacted.make("croupier-test")
  const at = (parts: Partial<URL>) => Redacted.make(Object.assign(new URL(given), parts).href)
  return {
    administratorUrl: (database) => at({ pathname: `/${database}` }),
    url: (role, database) => at({ pathname: `/${database}`, username: role, password: Redacted.value(password) }),
    password: () => password,
    databasePrefix: databasePrefix(run)
  }
}

const chosenBinaries = (): string | undefined => {
  const chosen = process.env.CROUPIER_TEST_POSTGRES
  if (chosen === undefined || chosen === "") return undefined
  const path = /^\d+$/.test(chosen) ? `/usr/lib/postgresql/${chosen}/bin` : chosen
  if (existsSync(join(path, "postgres"))) return path
  throw new Error(`CROUPIER_TEST_POSTGRES is "${chosen}", but there is no ${join(path, "postgres")}`)
}
