import { execFile } from "node:child_process"
import { appendFileSync, chmodSync, mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import * as EmbeddedPostgres from "@croupier/core/embeddedPostgres/EmbeddedPostgres"
import { migrate } from "@croupier/core/migration/migrate"
import { administer } from "@croupier/core/postgres/Administrator"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { ensureRoles, type RoleName, roleNames } from "@croupier/core/postgres/Roles"
import { Effect, type Redacted, Schedule, type Scope } from "effect"
import { freePort } from "../support/ServiceProcess.js"
import { migrations } from "./tally.js"

/** A PostgreSQL of our own, that can be ended, backed up while it runs, and restored. Killed, it loses nothing committed. */
export interface PostgresServer {
  readonly url: (role: RoleName, database: string) => Redacted.Redacted
  readonly administratorUrl: (database: string) => Redacted.Redacted
  /** A fresh database with the migrated schemas, dropped with the scope. */
  readonly database: Effect.Effect<string, never, Scope.Scope>
  /** Ends every session and stops, as `pg_ctl restart` does. */
  readonly stop: Effect.Effect<void>
  /** Dies at once (SIGQUIT, PostgreSQL's immediate mode), so that the next start has to recover. */
  readonly crash: Effect.Effect<void>
  readonly start: Effect.Effect<void>
  /** Copies the running server's files, as a base backup does. */
  readonly backUp: Effect.Effect<void>
  /** Stops the server and starts it as it was at the backup, on a new timeline. */
  readonly restore: Effect.Effect<void>
}

const template = "template_faults"

/** Starts the server, with the template that databases are copied from, for the length of the scope. */
export const make: Effect.Effect<PostgresServer, never, Scope.Scope> = Effect.gen(function* () {
  const home = mkdtempSync(join(tmpdir(), "croupier-faults-"))
  chmodSync(home, 0o711)
  const directory = join(home, "data")
  const backup = join(home, "backup")
  const options = { directory, port: yield* freePort, throwAway: true }
  let server = yield* Effect.acquireRelease(EmbeddedPostgres.launch(options), () =>
    Effect.orDie(Effect.zipRight(EmbeddedPostgres.stop(options), EmbeddedPostgres.removeDataDirectory(home)))
  )
  const start = Effect.orDie(
    Effect.map(EmbeddedPostgres.launch(options), (started) => {
      server = started
    })
  )
  const stop = Effect.orDie(EmbeddedPostgres.stop(options))
  const administratorUrl = (database: string) => server.url("postgres", database)
  const onServer = (text: string) =>
    administer(administratorUrl("postgres"), (query) => query(text)).pipe(
      Effect.retry(Schedule.intersect(Schedule.spaced("200 millis"), Schedule.recurs(50))),
      Effect.orDie
    )
  yield* onServer(`CREATE DATABASE ${template}`)
  yield* ensureRoles({
    url: administratorUrl(template),
    passwords: Object.fromEntries(roleNames.map((role) => [role, server.password(role)]))
  })
  yield* onServer(`GRANT CREATE ON DATABASE ${template} TO croupier_owner`)
  yield* Effect.provide(
    migrate(migrations),
    Postgres.layer({ url: server.url("croupier_owner", template), applicationName: "faults", maxConnections: 1 })
  )
  let made = 0
  const giveAway = (file: string) => shell(`chown --reference '${directory}' '${file}'`)
  return {
    url: (role: RoleName, database: string) => server.url(role, database),
    administratorUrl,
    database: Effect.acquireRelease(
      Effect.gen(function* () {
        const name = `faults_${++made}`
        yield* onServer(`CREATE DATABASE ${name} TEMPLATE ${template}`)
        // Without a disk to wait for, but in the log before a commit is answered: a killed server has it.
        yield* onServer(`ALTER DATABASE ${name} SET synchronous_commit = on`)
        return name
      }),
      (name) => onServer(`DROP DATABASE ${name} WITH (FORCE)`)
    ),
    stop,
    crash: Effect.suspend(() => {
      process.kill(server.pid, "SIGQUIT")
      return gone(server.pid)
    }),
    start,
    backUp: Effect.orDie(
      administer(administratorUrl("postgres"), (query) =>
        Effect.gen(function* () {
          yield* query("SELECT pg_backup_start('faults', fast => true)")
          yield* copy(`${directory}/.`, backup)
          const [stopped] = yield* query<{ labelfile: string }>("SELECT labelfile FROM pg_backup_stop(false)")
          yield* copy(`${directory}/pg_wal/.`, `${backup}/pg_wal`)
          writeFileSync(join(backup, "backup_label"), stopped?.labelfile ?? "")
          yield* giveAway(join(backup, "backup_label"))
        })
      )
    ),
    restore: Effect.gen(function* () {
      yield* stop
      yield* shell(`rm -rf '${directory}'/* '${backup}/postmaster.pid'`)
      yield* copy(`${backup}/.`, directory)
      appendFileSync(join(directory, "postgresql.auto.conf"), "restore_command = 'false'\n")
      writeFileSync(join(directory, "recovery.signal"), "")
      yield* giveAway(join(directory, "recovery.signal"))
      yield* start
    })
  }
}).pipe(Effect.orDie)

const gone = (pid: number) =>
  Effect.try(() => process.kill(pid, 0)).pipe(
    Effect.flip,
    Effect.retry({ schedule: Schedule.spaced("10 millis"), times: 1500 }),
    Effect.orDieWith(() => new Error("PostgreSQL does not die")),
    Effect.asVoid
  )

const shell = (command: string) => Effect.promise(() => promisify(execFile)("sh", ["-c", command]))

/** The backup does not need files that are removed during it. */
const copy = (from: string, to: string) => shell(`mkdir -p '${to}' && cp -a '${from}' '${to}' || true`)
