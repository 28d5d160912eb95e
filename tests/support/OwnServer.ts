import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as EmbeddedPostgres from "@croupier/core/embeddedPostgres/EmbeddedPostgres"
import { administer } from "@croupier/core/postgres/Administrator"
import { ensureRoles, type RoleName, roleNames } from "@croupier/core/postgres/Roles"
import { TestDatabase } from "@croupier/core/testing/TestPostgres"
import { Context, Effect, Layer, Redacted, Schedule } from "effect"
import { bundles } from "./Bundles.js"
import { freePort, run } from "./ServiceProcess.js"

/** A PostgreSQL that no other test uses, so that it can be ended. It loses nothing that it has committed. */
export class OwnServer extends Context.Tag("croupier/tests/OwnServer")<
  OwnServer,
  {
    /** Stops it as `pg_ctl restart` does, and starts it on the same port. */
    readonly restart: Effect.Effect<void>
    /** Stops it, and starts it on the same port once the effect has ended. */
    readonly awayDuring: <A>(effect: Effect.Effect<A>) => Effect.Effect<A>
    /** Kills it with -9, and starts it on the same port. */
    readonly crash: Effect.Effect<void>
  }
>() {}

const name = "croupier"

/** The server, with a database that the `migrate` shell has migrated. */
export const layer: Layer.Layer<OwnServer | TestDatabase> = Layer.scopedContext(
  Effect.gen(function* () {
    const directory = join(mkdtempSync(join(tmpdir(), "croupier-server-")), "data")
    const port = yield* freePort
    const options = { directory, port }
    const launch = EmbeddedPostgres.launch(options)
    let server = yield* Effect.acquireRelease(launch, () =>
      Effect.orDie(
        Effect.zipRight(EmbeddedPostgres.stop(options), EmbeddedPostgres.removeDataDirectory(join(directory, "..")))
      )
    )
    const again = Effect.map(launch, (started) => {
      server = started
    })
    // A server that is still dying would be taken for one that runs.
    const gone = Effect.suspend(() => (isAlive(server.pid) ? Effect.fail("alive") : Effect.void)).pipe(
      Effect.retry({ schedule: Schedule.spaced("10 millis"), times: 500 })
    )
    const passwords = Object.fromEntries(roleNames.map((role) => [role, server.password(role)]))
    yield* administer(server.url("postgres", "postgres"), (query) => query(`CREATE DATABASE ${name}`))
    yield* ensureRoles({ url: server.url("postgres", name), passwords })
    const migrated = yield* run(join(yield* bundles, "migrate.js"), {
      DATABASE_ADMIN_URL: Redacted.value(server.url("croupier_owner", name))
    })
    if (migrated.code !== 0) return yield* Effect.dieMessage(`migrate: ${migrated.output}`)
    return Context.make(OwnServer, {
      restart: Effect.orDie(Effect.zipRight(EmbeddedPostgres.stop(options), again)),
      awayDuring: (effect) =>
        Effect.zipRight(Effect.orDie(EmbeddedPostgres.stop(options)), Effect.ensuring(effect, Effect.orDie(again))),
      crash: Effect.orDie(
        Effect.zipRight(
          Effect.sync(() => process.kill(server.pid, "SIGKILL")),
          Effect.zipRight(gone, again)
        )
      )
    }).pipe(
      Context.add(TestDatabase, {
        name,
        url: (role: RoleName) => server.url(role, name),
        administratorUrl: server.url("postgres", name)
      })
    )
  }).pipe(Effect.orDie)
)

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
