import { Clock, Effect } from "effect"
import type { Ask } from "./Catalogue.js"
import { type Finding, fault, ok, warning } from "./Finding.js"

/** The server, and the login that the environment gives. */
export interface DatabaseFacts {
  readonly version: number
  readonly versionText: string
  readonly login: string
  readonly database: string
  readonly isPrivileged: boolean
  readonly isSpan: boolean
  readonly isReplica: boolean
  readonly isReadOnly: boolean
  readonly connections: number
  readonly maxConnections: number
  readonly publicMayMakeTemporary: boolean
  /** This process's clock minus the database's, in milliseconds, the round trip halved. */
  readonly clockDifference: number
}

const question = `
SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS "versionText",
  current_user::text AS login, current_database()::text AS database,
  (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) AS "isPrivileged",
  coalesce((SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = 'croupier_span'), false) AS "isSpan",
  pg_is_in_recovery() AS "isReplica", current_setting('default_transaction_read_only')::boolean AS "isReadOnly",
  (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections,
  current_setting('max_connections')::int AS "maxConnections",
  has_database_privilege('public', current_database(), 'TEMPORARY') AS "publicMayMakeTemporary",
  extract(epoch FROM clock_timestamp())::float8 * 1000 AS now`

/** Asks the server. */
export const databaseFacts = (ask: Ask): Effect.Effect<DatabaseFacts, unknown> =>
  Effect.gen(function* () {
    const before = yield* Clock.currentTimeMillis
    const [row] = yield* ask<Omit<DatabaseFacts, "clockDifference"> & { readonly now: number }>(question)
    const after = yield* Clock.currentTimeMillis
    if (row === undefined) return yield* Effect.fail("the server does not respond")
    const { now, ...facts } = row
    return { ...facts, clockDifference: Math.round((before + after) / 2 - now) }
  })

/** Tokens are valid for some seconds around their time: a clock further off has them refused. */
const tolerated = 5_000

/** What the server and the login are fit for. */
export const databaseFindings = (facts: DatabaseFacts): ReadonlyArray<Finding> => [
  ok("database.reachable", `PostgreSQL ${facts.versionText}, database ${facts.database}, as ${facts.login}`),
  facts.version < 150_000
    ? fault(
        "database.version",
        `PostgreSQL ${facts.versionText} is too old`,
        "upgrade the server to PostgreSQL 15 or newer"
      )
    : ok("database.version", `PostgreSQL ${facts.versionText}`),
  facts.isPrivileged
    ? fault(
        "database.login",
        `${facts.login} bypasses row-level security: services refuse to start with it`,
        "set DATABASE_URL to a dedicated login, such as croupier_span for commands (docs/reference/database-rights.md)"
      )
    : ok("database.login", `${facts.login} is subject to row-level security`),
  facts.isReplica
    ? fault(
        "database.writable",
        "the server is a read-only replica",
        "set DATABASE_URL to the primary, or promote this server and run: croupier outbox rebase wallet"
      )
    : facts.isReadOnly
      ? fault(
          "database.writable",
          `transactions of ${facts.login} are read-only by default`,
          `ALTER DATABASE "${facts.database}" RESET default_transaction_read_only (and the same for the login, if it is set there)`
        )
      : ok("database.writable", "the server accepts writes"),
  Math.abs(facts.clockDifference) > tolerated
    ? fault(
        "database.clock",
        `this machine's clock is ${seconds(facts.clockDifference)} the database's: tokens are refused`,
        "synchronise both clocks (timedatectl set-ntp true)"
      )
    : ok("database.clock", `the clocks differ by ${Math.abs(facts.clockDifference)} ms`),
  facts.connections > facts.maxConnections * 0.8
    ? warning(
        "database.connections",
        `${facts.connections} of ${facts.maxConnections} connections are in use`,
        "lower DATABASE_MAX_CONNECTIONS of the services, or raise max_connections of the server"
      )
    : ok("database.connections", `${facts.connections} of ${facts.maxConnections} connections are in use`),
  facts.publicMayMakeTemporary
    ? fault(
        "database.temporary",
        "every login can create temporary objects, which could shadow Croupier's objects",
        `REVOKE TEMPORARY ON DATABASE "${facts.database}" FROM PUBLIC`
      )
    : ok("database.temporary", "no service can create temporary objects")
]

/** Why there is no connection, and how to fix that. */
export const unreachableFinding = (reason: string): Finding =>
  fault("database.reachable", `no connection: ${reason}`, remedyOf(reason))

const remedyOf = (reason: string): string =>
  /password|authentication|no pg_hba/i.test(reason)
    ? "correct the login or password in DATABASE_URL (croupier migrate up sets passwords from DATABASE_PASSWORD_*)"
    : /does not exist/i.test(reason)
      ? "create the database, or correct its name in DATABASE_URL; then: croupier migrate up"
      : "start PostgreSQL (npx croupier dev starts an embedded one), or correct host and port in DATABASE_URL"

const seconds = (millis: number): string =>
  `${(Math.abs(millis) / 1000).toFixed(1)} s ${millis > 0 ? "ahead of" : "behind"}`
