import { Effect } from "effect"
import type { Deployment } from "./Deployment.js"
import type { DeploymentFault } from "./DeploymentFault.js"

/** Runs one statement now and another when the scope closes. */
const sql = (break_: string, restore: string) => (deployment: Deployment) =>
  Effect.acquireRelease(deployment.sql(break_), () => deployment.sql(restore))

const withUrl = (change: (url: URL) => void) => (deployment: Deployment) => {
  const url = new URL(deployment.environment.DATABASE_URL ?? "")
  change(url)
  return { DATABASE_URL: url.href }
}

/** What may be wrong with the server, its roles and rights, and the schemas. */
export const databaseFaults: ReadonlyArray<DeploymentFault> = [
  {
    name: "nothing listens where DATABASE_URL leads",
    environment: withUrl((url) => {
      url.port = "1"
    }),
    check: "database.reachable",
    found: /ECONNREFUSED/,
    remedy: /start PostgreSQL .* correct host and port in DATABASE_URL/,
    code: 2,
    asProcess: true
  },
  {
    name: "the password of DATABASE_URL is wrong",
    environment: withUrl((url) => {
      url.password = "another"
    }),
    check: "database.reachable",
    found: /password authentication failed/,
    remedy: /login or password in DATABASE_URL/,
    code: 2
  },
  {
    name: "there is no such database",
    environment: withUrl((url) => {
      url.pathname = "/another"
    }),
    check: "database.reachable",
    found: /"another" does not exist/,
    remedy: /create the database/,
    code: 2
  },
  {
    name: "a service would connect as superuser",
    environment: ({ administratorUrl }) => ({ DATABASE_URL: administratorUrl }),
    check: "database.login",
    found: /bypasses row-level security/,
    remedy: /DATABASE_URL to a dedicated login/
  },
  {
    name: "the database is read-only",
    apply: sql(
      "ALTER DATABASE croupier SET default_transaction_read_only = on",
      "BEGIN READ WRITE; ALTER DATABASE croupier RESET default_transaction_read_only; COMMIT"
    ),
    check: "database.writable",
    found: /read-only/,
    remedy: /ALTER DATABASE "croupier" RESET default_transaction_read_only/
  },
  {
    name: "every login may make temporary objects",
    apply: sql("GRANT TEMPORARY ON DATABASE croupier TO PUBLIC", "REVOKE TEMPORARY ON DATABASE croupier FROM PUBLIC"),
    check: "database.temporary",
    found: /temporary objects/,
    remedy: /^REVOKE TEMPORARY ON DATABASE "croupier" FROM PUBLIC$/
  },
  {
    name: "a role was renamed",
    apply: sql(
      "ALTER ROLE croupier_gateway RENAME TO renamed_gateway",
      "ALTER ROLE renamed_gateway RENAME TO croupier_gateway"
    ),
    check: "roles.exist",
    found: /croupier_gateway/,
    remedy: /croupier migrate up/
  },
  {
    name: "a role ignores row-level security",
    apply: sql("ALTER ROLE croupier_game BYPASSRLS", "ALTER ROLE croupier_game NOBYPASSRLS"),
    check: "roles.powers",
    found: /^croupier_game /,
    remedy: /^ALTER ROLE croupier_game .*NOBYPASSRLS$/
  },
  {
    name: "a role may not log in",
    apply: sql("ALTER ROLE croupier_wallet NOLOGIN", "ALTER ROLE croupier_wallet LOGIN"),
    check: "roles.login",
    found: /^croupier_wallet cannot log in/,
    remedy: /^ALTER ROLE croupier_wallet LOGIN$/
  },
  {
    name: "a membership is missing",
    apply: sql("REVOKE croupier_player FROM croupier_player_worker", "GRANT croupier_player TO croupier_player_worker"),
    check: "roles.members",
    found: /croupier_player_worker is not a member of croupier_player/,
    remedy: /^GRANT croupier_player TO croupier_player_worker$/
  },
  {
    name: "a service sees every brand",
    apply: sql("GRANT croupier_span TO croupier_wallet", "REVOKE croupier_span FROM croupier_wallet"),
    check: "roles.members",
    found: /croupier_wallet is a member of croupier_span/,
    remedy: /^REVOKE croupier_span FROM croupier_wallet$/
  },
  {
    name: "a role has no time limit for locks",
    apply: sql("ALTER ROLE croupier_player RESET lock_timeout", "ALTER ROLE croupier_player SET lock_timeout = '5s'"),
    check: "roles.settings",
    found: /croupier_player has no lock_timeout/,
    remedy: /^ALTER ROLE croupier_player SET lock_timeout = '5s'$/
  },
  {
    name: "row-level security does not hold on a table",
    apply: sql(
      "ALTER TABLE croupier_wallet.wallet NO FORCE ROW LEVEL SECURITY",
      "ALTER TABLE croupier_wallet.wallet FORCE ROW LEVEL SECURITY"
    ),
    check: "rights.rows",
    found: /croupier_wallet\.wallet/,
    remedy: /^ALTER TABLE croupier_wallet\.wallet ENABLE ROW LEVEL SECURITY, FORCE/
  },
  {
    name: "every login may call a function",
    apply: sql(
      "GRANT EXECUTE ON FUNCTION croupier_wallet.rebase() TO PUBLIC",
      "REVOKE EXECUTE ON FUNCTION croupier_wallet.rebase() FROM PUBLIC"
    ),
    check: "rights.functions",
    found: /croupier_wallet\.rebase\(\)/,
    remedy: /^REVOKE ALL ON FUNCTION croupier_wallet\.rebase\(\) FROM PUBLIC$/
  },
  {
    name: "a table has another owner",
    apply: sql(
      "ALTER TABLE croupier_core.licence OWNER TO postgres",
      "ALTER TABLE croupier_core.licence OWNER TO croupier_owner"
    ),
    check: "rights.owner",
    found: /croupier_core\.licence is owned by postgres/,
    remedy: /OWNER TO croupier_owner$/
  },
  {
    name: "a service may not enter its schema",
    apply: sql(
      "REVOKE USAGE ON SCHEMA croupier_game FROM croupier_game",
      "GRANT USAGE ON SCHEMA croupier_game TO croupier_game"
    ),
    check: "rights.schema",
    found: /croupier_game lacks USAGE/,
    remedy: /^GRANT USAGE ON SCHEMA croupier_game TO croupier_game$/
  },
  {
    name: "a migration is pending",
    apply: sql(
      `CREATE TABLE public.kept AS SELECT * FROM croupier_game.migration ORDER BY id DESC LIMIT 1;
      DELETE FROM croupier_game.migration WHERE id = (SELECT id FROM public.kept)`,
      "INSERT INTO croupier_game.migration SELECT * FROM public.kept; DROP TABLE public.kept"
    ),
    check: "migrations.applied",
    found: /^croupier_game: \d+ \(.*\) pending$/,
    remedy: /croupier migrate up/
  },
  {
    name: "the schema is too new for this code",
    apply: sql(
      "INSERT INTO croupier_wallet.migration VALUES (99, 'the future', 'contract', '9.0.0')",
      "DELETE FROM croupier_wallet.migration WHERE id = 99"
    ),
    check: "migrations.newer",
    found: /croupier_wallet is newer than this code .*the future/,
    remedy: /upgrade every process to 9\.0\.0/
  },
  {
    name: "the database was made by another history",
    apply: sql(
      "UPDATE croupier_player.migration SET name = 'x' || name WHERE id = 1",
      "UPDATE croupier_player.migration SET name = substr(name, 2) WHERE id = 1"
    ),
    check: "migrations.history",
    found: /croupier_player was made by another history/,
    remedy: /run the version of the code that made it/
  },
  {
    name: "an open brand has no domain",
    apply: sql(
      "CREATE TABLE public.kept AS SELECT * FROM croupier_core.domain; DELETE FROM croupier_core.domain",
      "INSERT INTO croupier_core.domain SELECT * FROM public.kept; DROP TABLE public.kept"
    ),
    check: "brands.domains",
    found: /^aurora has no domain/,
    remedy: /^croupier domain add <host> --brand aurora$/
  },
  {
    name: "the key ring does not open a stored secret",
    environment: ({ folder }) => ({ CROUPIER_KEYS_FILE: `${folder}/other-ring.json` }),
    check: "keys.open",
    found: /1 secret of croupier_game\.credential, encrypted with the key "2026-11"/,
    remedy: /^add the key "2026-11" to CROUPIER_KEYS again/,
    asProcess: true
  }
]
