import { execFileSync } from "node:child_process"
import { chmodSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as EmbeddedPostgres from "@croupier/core/embeddedPostgres/EmbeddedPostgres"
import { migrate } from "@croupier/core/migration/migrate"
import type { MigrationSet } from "@croupier/core/postgres/MigrationSet"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { ensureRoles, type RoleName, roleNames } from "@croupier/core/postgres/Roles"
import { walletMigrations } from "@croupier/wallet/migrations"
import type { SqlClient } from "@effect/sql/SqlClient"
import { Effect, Redacted } from "effect"
import { Client } from "pg"
import { twin } from "./twin.js"

/** The same for both sides: durable commits, room for the data, and no checkpoint in the middle of a phase. */
const settings = {
  synchronous_commit: "on",
  fsync: "on",
  shared_buffers: "1GB",
  max_wal_size: "16GB",
  checkpoint_timeout: "60min",
  ...(process.env.BENCH_STMTS
    ? { shared_preload_libraries: "pg_stat_statements", "pg_stat_statements.track": "all" }
    : {})
}

/** A server of its own on a directory of its own, with these schemas and whatever the owner sets up besides. */
export const serverWith = <E>(
  sets: ReadonlyArray<MigrationSet>,
  setUp: Effect.Effect<unknown, E, SqlClient>,
  more: Readonly<Record<string, string>> = {}
) =>
  Effect.gen(function* () {
    const home = yield* Effect.acquireRelease(
      Effect.sync(() => {
        const path = mkdtempSync(join(tmpdir(), "croupier-p1-"))
        chmodSync(path, 0o711)
        return path
      }),
      (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
    )
    const binaries = process.env.BENCH_POSTGRES
    const options = { directory: join(home, "data"), ...(binaries === undefined ? {} : { binaries }) }
    const first = yield* EmbeddedPostgres.launch(options)
    yield* Effect.promise(async () => {
      const client = new Client({ connectionString: Redacted.value(first.url("postgres", "postgres")) })
      await client.connect()
      for (const [name, value] of Object.entries({ ...settings, ...more }))
        await client.query(`ALTER SYSTEM SET ${name} = '${value}'`)
      await client.end()
    })
    yield* EmbeddedPostgres.stop(options)
    const running = yield* EmbeddedPostgres.start(options)
    const administrator = running.url("postgres", "postgres")
    const passwords = Object.fromEntries(roleNames.map((role) => [role, running.password(role)]))
    yield* ensureRoles({ url: administrator, passwords })
    const asAdministrator = (text: string) =>
      Effect.promise(async () => {
        const client = new Client({ connectionString: Redacted.value(administrator) })
        await client.connect()
        const { rows } = await client.query(text).finally(() => client.end())
        return rows as ReadonlyArray<Record<string, string>>
      })
    yield* asAdministrator("GRANT CREATE ON DATABASE postgres TO croupier_owner")
    yield* Effect.provide(
      Effect.zipRight(migrate(sets), setUp),
      Postgres.layer({ url: running.url("croupier_owner", "postgres"), applicationName: "bench-setup" })
    )
    return {
      url: (role: RoleName) => running.url(role, "postgres"),
      administrator,
      asAdministrator,
      directory: home,
      pid: running.pid,
      ...settingsLine
    }
  })

const settingsLine = {
  settings: Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ")
}

/** The same with the wallet's schema, and the twin next to the ledger. */
export const server = serverWith([walletMigrations], twin)

/** What one `fdatasync` of a page costs on the server's disk. */
export const fsyncLatency = (directory: string): string => {
  const program = ["/usr/lib/postgresql/15/bin/pg_test_fsync", "pg_test_fsync"]
  for (const path of program) {
    try {
      const output = execFileSync(path, ["-s", "1", "-f", join(directory, "fsync.test")], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"]
      })
      return /fdatasync\s+.*?(\d+) usecs\/op/.exec(output)?.[1]?.concat(" µs") ?? "unknown"
    } catch {
      // Not at this path; the next may have it.
    }
  }
  return "unknown (no pg_test_fsync)"
}
