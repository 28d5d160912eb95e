import { randomUUID } from "node:crypto"
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  writeFileSync
} from "node:fs"
import { mkdir, readlink, symlink, writeFile } from "node:fs/promises"
import { join } from "node:path"
import * as SqlClient from "@effect/sql/SqlClient"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Redacted, Schedule } from "effect"
import {
  type EmbeddedServer,
  launch,
  removeDataDirectory,
  start,
  stop
} from "../../src/embeddedPostgres/EmbeddedPostgres.js"
import { postmaster } from "../../src/internal/embeddedPostgres/Postmaster.js"
import { makeLinks } from "../../src/internal/embeddedPostgres/ServerLinks.js"
import { administer } from "../../src/postgres/Administrator.js"
import * as Postgres from "../../src/postgres/Postgres.js"
import { ensureRoles, roleNames } from "../../src/postgres/Roles.js"

/** In the run's directory: the end of the run stops and removes what a failing test leaves. */
const place = () => join(process.env.CROUPIER_TEST_RUN ?? "", randomUUID())

const query = (server: EmbeddedServer, text: string) =>
  administer(server.url("postgres", "postgres"), (run) => run<Record<string, unknown>>(text))

const gone = (pid: number) =>
  Effect.sync(() => existsSync(`/proc/${pid}`)).pipe(
    Effect.repeat({ while: (alive) => alive, schedule: Schedule.spaced("10 millis") })
  )

describe("an embedded server", () => {
  it.live("keeps its data over a restart, is stopped by its scope, and nothing of it is in our process group", () =>
    Effect.gen(function* () {
      const directory = place()
      const first = yield* start({ directory }).pipe(
        Effect.tap((server) =>
          Effect.gen(function* () {
            yield* query(server, "CREATE TABLE kept AS SELECT 7 AS n")
            assert.deepStrictEqual(
              yield* query(
                server,
                "SELECT current_setting('fsync') AS fsync, current_setting('listen_addresses') AS listens"
              ),
              [{ fsync: "on", listens: "127.0.0.1" }]
            )
            assert.notStrictEqual(sessionOf(server.pid), sessionOf(process.pid))
            assert.strictEqual(statSync(directory).mode & 0o777, 0o700)
            assert.strictEqual(statSync(join(directory, "croupier.secret")).mode & 0o777, 0o600)
          })
        ),
        Effect.scoped
      )
      assert.strictEqual(postmaster(directory), undefined)
      const again = yield* Effect.scoped(
        Effect.flatMap(start({ directory, port: first.port }), (server) =>
          Effect.map(query(server, "SELECT n FROM kept"), (rows) => ({ server, rows }))
        )
      )
      assert.deepStrictEqual(again.rows, [{ n: 7 }])
      assert.strictEqual(again.server.port, first.port)
      assert.isFalse(again.server.adopted)
    })
  )

  it.live("left running by a process that was killed, it is adopted; killed itself, it is started again", () =>
    Effect.gen(function* () {
      const directory = place()
      // What `launch` starts is not stopped: as after a kill -9 of the process that did.
      const left = yield* launch({ directory })
      const adopted = yield* launch({ directory })
      assert.deepStrictEqual([adopted.adopted, adopted.pid, adopted.port], [true, left.pid, left.port])
      yield* query(adopted, "CREATE TABLE kept AS SELECT 7 AS n")
      process.kill(left.pid, "SIGKILL")
      yield* gone(left.pid)
      const restarted = yield* launch({ directory })
      assert.isFalse(restarted.adopted)
      assert.deepStrictEqual(yield* query(restarted, "SELECT n FROM kept"), [{ n: 7 }])
      yield* stop({ directory })
      // Its number now belongs to another process: ours.
      writeFileSync(
        join(directory, "postmaster.pid"),
        `${process.pid}\n${directory}\n1\n${left.port}\n\n127.0.0.1\n\nready\n`
      )
      const cleared = yield* launch({ directory })
      assert.isFalse(cleared.adopted)
      yield* stop({ directory })
      yield* removeDataDirectory(directory)
      assert.isFalse(existsSync(directory))
    })
  )

  it.live("two starters at once get the same server", () =>
    Effect.gen(function* () {
      const directory = place()
      const starter = launch({ directory, throwAway: true })
      const [one, other] = yield* Effect.all([starter, starter], { concurrency: 2 })
      assert.strictEqual(one.pid, other.pid)
      yield* query(other, "SELECT 1")
      yield* stop({ directory })
    })
  )

  it.live("a start during a server's stop waits for its end and starts again", () =>
    Effect.gen(function* () {
      const directory = place()
      const first = yield* launch({ directory, throwAway: true })
      const stopping = yield* Effect.fork(stop({ directory }))
      const noted = () => (existsSync(join(directory, "postmaster.pid")) ? postmaster(directory) : undefined)
      yield* Effect.repeat(Effect.sync(noted), { until: (found) => found?.ready !== true })
      const second = yield* launch({ directory, throwAway: true })
      yield* Fiber.join(stopping)
      assert.notStrictEqual(second.pid, first.pid)
      assert.isFalse(second.adopted)
      yield* query(second, "SELECT 1")
      yield* stop({ directory })
    })
  )

  it.live("a client continues after its server was killed and started again", () =>
    Effect.gen(function* () {
      const directory = place()
      const first = yield* launch({ directory })
      const passwords = Object.fromEntries(roleNames.map((role) => [role, first.password(role)]))
      yield* ensureRoles({ url: first.url("postgres", "postgres"), passwords })
      yield* Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const one = sql`SELECT ${1}::int4 AS one`
        yield* Effect.all([one, one, one], { concurrency: "unbounded" })
        process.kill(first.pid, "SIGQUIT")
        yield* gone(first.pid)
        assert.strictEqual((yield* Effect.flip(one))._tag, "SqlError")
        yield* launch({ directory, port: first.port })
        assert.deepStrictEqual(yield* one, [{ one: 1 }])
      }).pipe(
        Effect.provide(
          Postgres.layer({
            url: first.url("croupier_app", "postgres"),
            applicationName: "probe",
            connectTimeout: "2 seconds"
          })
        )
      )
      yield* stop({ directory })
    })
  )

  it.live("a login opens with the password it was given, stored as our verifier, and with no other", () =>
    Effect.gen(function* () {
      const server = yield* start({ directory: place(), throwAway: true })
      const correct = server.password("croupier_app")
      yield* ensureRoles({ url: server.url("postgres", "postgres"), passwords: { croupier_app: correct } })
      const login = (password: string) => {
        const url = Redacted.make(`postgres://croupier_app:${password}@127.0.0.1:${server.port}/postgres`)
        return administer(url, (run) => run("SELECT 1 AS one"))
      }
      assert.deepStrictEqual(yield* login(Redacted.value(correct)), [{ one: 1 }])
      assert.match((yield* Effect.flip(login("wrong"))).message, /password authentication failed/)
      assert.match((yield* Effect.flip(login(""))).message, /password/)
    }).pipe(Effect.scoped)
  )

  it.live(
    "roles that are missing, and a login that may not make them: the failure names both and holds the SQL to run",
    () =>
      Effect.gen(function* () {
        const server = yield* start({ directory: place(), throwAway: true })
        yield* query(server, "CREATE ROLE plain LOGIN PASSWORD 'plain'")
        const url = Redacted.make(`postgres://plain:plain@127.0.0.1:${server.port}/postgres`)
        const missing = yield* Effect.flip(ensureRoles({ url }))
        assert.match(
          missing.message,
          /croupier_owner, croupier_config, .*, croupier_span do not all exist, and plain cannot create them/
        )
        assert.strictEqual(missing._tag, "RolesMissing")
        if (missing._tag === "RolesMissing") yield* query(server, missing.sql)
        yield* ensureRoles({ url })
      }).pipe(Effect.scoped)
  )

  it.live("data of another major version, or of something else, is refused with a line that says what to do", () =>
    Effect.gen(function* () {
      const other = place()
      mkdirSync(other)
      writeFileSync(join(other, "PG_VERSION"), "12\n")
      const { message } = yield* Effect.flip(launch({ directory: other }))
      assert.match(
        message,
        /was written by PostgreSQL 12 and this is PostgreSQL 1\d: set DATABASE_URL to a server of version 12/
      )
      assert.notInclude(message, "\n")
      const strange = place()
      mkdirSync(strange)
      writeFileSync(join(strange, "holiday.jpg"), "")
      assert.match((yield* Effect.flip(launch({ directory: strange }))).message, /not a PostgreSQL data directory/)
    })
  )

  it.live("a port that is taken is named", () =>
    Effect.gen(function* () {
      const server = yield* start({ directory: place(), throwAway: true })
      const { message } = yield* Effect.flip(launch({ directory: place(), throwAway: true, port: server.port }))
      assert.match(message, new RegExp(`does not start on port ${server.port}: .*in use`))
    }).pipe(Effect.scoped)
  )

  it.live("an initdb killed half way does not look like a data directory", () =>
    Effect.gen(function* () {
      const directory = place()
      mkdirSync(directory)
      mkdirSync(`${directory}.half`)
      writeFileSync(join(`${directory}.half`, "PG_VERSION"), "")
      const server = yield* start({ directory, throwAway: true })
      assert.deepStrictEqual(yield* query(server, "SELECT 1 AS one"), [{ one: 1 }])
    }).pipe(Effect.scoped)
  )

  it.live("it runs also where only we may enter, as under root's home", () =>
    Effect.gen(function* () {
      const closed = mkdtempSync(place())
      chmodSync(closed, 0o700)
      const directory = join(closed, "data")
      const server = yield* launch({ directory, throwAway: true })
      assert.deepStrictEqual(yield* query(server, "SELECT 1 AS one"), [{ one: 1 }])
      assert.strictEqual(lstatSync(directory).isSymbolicLink(), process.getuid?.() === 0)
      assert.isTrue((yield* launch({ directory, throwAway: true })).adopted)
      yield* stop({ directory })
      yield* gone(server.pid)
      yield* removeDataDirectory(directory)
      assert.isFalse(existsSync(server.directory))
    })
  )
})

describe("the links of the server's libraries", () => {
  it.effect("are made where npm has not, by two at once as well, and those that exist are kept", () =>
    Effect.promise(async () => {
      const native = place()
      await mkdir(join(native, "lib"), { recursive: true })
      await writeFile(join(native, "lib", "libx.so.5.18"), "x")
      await symlink("libx.so.5.18", join(native, "lib", "libx.so.5"))
      const links = ["libx.so", "libx.so.5"].map((name) => ({
        source: "native/lib/libx.so.5.18",
        target: `native/lib/${name}`
      }))
      await writeFile(join(native, "pg-symlinks.json"), JSON.stringify(links))
      assert.deepStrictEqual(await Promise.all([makeLinks(native), makeLinks(native)]), [true, true])
      assert.strictEqual(await readlink(join(native, "lib", "libx.so")), "libx.so.5.18")
      assert.strictEqual(readFileSync(join(native, "lib", "libx.so.5"), "utf8"), "x")
    })
  )
})

const sessionOf = (pid: number): string | undefined =>
  readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[3]
