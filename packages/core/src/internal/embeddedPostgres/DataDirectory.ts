import { randomBytes, randomUUID } from "node:crypto"
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs"
import { chown, mkdir, rename, rm, rmdir, symlink, unlink, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { Effect } from "effect"
import { makeDirectory } from "../../config/makeDirectory.js"
import { ServerError } from "../postgres/ServerError.js"
import { type Programs, runProgram } from "./ServerProgram.js"
import { canReach, type ServerUser } from "./ServerUser.js"

/** A data directory that this server may run on: its true path, and the secret that its passwords are derived from. */
export interface DataDirectory {
  readonly path: string
  readonly secret: string
}

const secretFile = "croupier.secret"

/** The superuser of an embedded server. Only its set-up connects as this one. */
export const administrator = "postgres"

/**
 * Opens the data directory, made with `initdb` when it is not there yet: under another name and then renamed, so one killed
 * half way leaves nothing behind that looks whole. Refuses a directory of another major version, or of something else.
 */
export const openDataDirectory = (
  directory: string,
  programs: Programs,
  password: Derive,
  throwAway: boolean
): Effect.Effect<DataDirectory, ServerError> =>
  Effect.gen(function* () {
    const empty = yield* attempt(
      `read ${directory}`,
      async () => !existsSync(directory) || readdirSync(directory).length === 0
    )
    if (empty) yield* initialise(directory, programs, password, throwAway)
    const path = realpathSync(directory)
    yield* checkVersion(path, programs)
    const secret = yield* attempt(`read ${join(path, secretFile)}`, async () =>
      readFileSync(join(path, secretFile), "utf8")
    )
    return { path, secret }
  })

/** Removes the data directory of a stopped server, also where it is a link to the place that the server can reach. */
export const removeDataDirectory = (directory: string): Effect.Effect<void, ServerError> =>
  attempt(`remove ${directory}`, async () => {
    if (!existsSync(directory)) return
    await rm(realpathSync(directory), { recursive: true, force: true })
    await rm(directory, { recursive: true, force: true })
  })

type Derive = (secret: string, role: string) => string

const initialise = (directory: string, programs: Programs, password: Derive, throwAway: boolean) =>
  Effect.gen(function* () {
    const { user } = programs
    const place = yield* attempt(`make ${dirname(directory)}`, () => placeFor(directory, user))
    const half = `${place}.${randomUUID().slice(0, 8)}`
    const secret = randomBytes(24).toString("base64url")
    const passwordFile = `${half}.password`
    yield* attempt(`make ${half}`, async () => {
      await mkdir(half, { mode: 0o700 })
      await writeFile(passwordFile, password(secret, administrator), { mode: 0o600 })
      if (user !== undefined) await Promise.all([half, passwordFile].map((path) => chown(path, user.uid, user.gid)))
    })
    const result = yield* runProgram(programs, "initdb", [
      ...["-D", half, "-U", administrator, "--pwfile", passwordFile],
      ...["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"],
      ...(throwAway ? ["--no-sync"] : [])
    ])
    yield* attempt(`keep ${directory}`, async () => {
      await rm(passwordFile)
      if (result.code !== 0) {
        await rm(half, { recursive: true, force: true })
        throw new Error(`initdb failed: ${result.output.split("\n").slice(-3).join(" ")}`)
      }
      await writeFile(join(half, secretFile), secret, { mode: 0o600 })
      await keep(half, place, directory)
    })
  })

/** The directory itself, or, where the server's account cannot go (as root, under root's home), a place in /var/lib that it links to. */
const placeFor = async (directory: string, user: ServerUser | undefined): Promise<string> => {
  makeDirectory(dirname(directory))
  if (canReach(user, directory)) return directory
  const home = "/var/lib/croupier"
  makeDirectory(home)
  return join(home, `data-${randomUUID()}`)
}

const keep = async (half: string, place: string, directory: string): Promise<void> => {
  try {
    await makeRoom(directory)
    await rename(half, place)
    if (place !== directory) await symlink(place, directory)
  } catch (cause) {
    await rm(half, { recursive: true, force: true })
    if (place !== directory) await rm(place, { recursive: true, force: true })
    // Two at once: the second uses what the first has made.
    if (!existsSync(join(directory, "PG_VERSION"))) throw cause
  }
}

/** An empty directory, or a dangling link, is replaced. */
const makeRoom = async (directory: string): Promise<void> => {
  const entry = lstatSync(directory, { throwIfNoEntry: false })
  if (entry === undefined) return
  await (entry.isSymbolicLink() && !existsSync(directory) ? unlink(directory) : rmdir(directory))
}

const checkVersion = (path: string, programs: Programs): Effect.Effect<void, ServerError> =>
  Effect.gen(function* () {
    const version = join(path, "PG_VERSION")
    if (!existsSync(version)) {
      return yield* new ServerError({
        message: `${path} is not empty and not a PostgreSQL data directory: name another`
      })
    }
    const data = readFileSync(version, "utf8").trim()
    const { output } = yield* runProgram(programs, "postgres", ["--version"])
    const server = /(\d+)/.exec(output)?.[1]
    if (data === server) return
    return yield* new ServerError({
      message:
        `${path} was written by PostgreSQL ${data} and this is PostgreSQL ${server ?? `unknown (${output})`}: ` +
        `set DATABASE_URL to a server of version ${data}, move the data over with pg_dump, or move the directory away to start fresh`
    })
  })

const attempt = <A>(what: string, run: () => Promise<A>): Effect.Effect<A, ServerError> =>
  Effect.tryPromise({
    try: run,
    catch: (cause) => new ServerError({ message: `cannot ${what}: ${cause instanceof Error ? cause.message : cause}` })
  })
