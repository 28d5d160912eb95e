import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { Migration, MigrationSet } from "../../postgres/MigrationSet.js"
import { everyLogin, serviceLogin } from "../../postgres/roleNames.js"

/** The schema and its table of applied steps: one a package, for packages that shared one would skip each other's. */
export const migrationTable = ({ schema }: MigrationSet): string => `
CREATE SCHEMA IF NOT EXISTS ${schema};
GRANT USAGE ON SCHEMA ${schema} TO ${users(schema)};
CREATE TABLE IF NOT EXISTS ${schema}.migration (
  id integer PRIMARY KEY,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('expand', 'contract')),
  oldest_code text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT ON ${schema}.migration TO ${users(schema)}`

/** All domains use core; a domain's schema is its service's, and of what spans all brands. */
const users = (schema: string): string =>
  schema === "croupier_core" ? everyLogin : `${serviceLogin(schema)}, croupier_span`

/** A step as the database remembers it. */
export type AppliedMigration = Pick<Migration, "id" | "name" | "kind" | "oldestCode">

/** The steps of a set that a database has not, in their order. */
export const pendingOf = (
  { migrations }: MigrationSet,
  applied: ReadonlyArray<AppliedMigration>
): ReadonlyArray<Migration> => migrations.filter(({ id }) => applied.every((row) => row.id !== id))

/** The steps that a database has, oldest first; none where the schema was never made. */
export const appliedMigrations = (
  set: MigrationSet
): Effect.Effect<ReadonlyArray<AppliedMigration>, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const table = `${set.schema}.migration`
    const [found] = yield* sql<{ exists: boolean }>`SELECT to_regclass(${table}) IS NOT NULL AS exists`
    if (found?.exists !== true) return []
    return yield* sql<AppliedMigration>`SELECT id, name, kind, oldest_code AS "oldestCode" FROM ${sql(table)} ORDER BY id`
  })
