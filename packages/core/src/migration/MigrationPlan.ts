import type { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { type AppliedMigration, appliedMigrations, pendingOf } from "../internal/migration/migrationTable.js"
import type { Migration, MigrationSet } from "../postgres/MigrationSet.js"

/** The version of a package's schema compared with this code. */
export interface SchemaStatus {
  readonly package: string
  readonly schema: string
  readonly applied: ReadonlyArray<AppliedMigration>
  /** The steps that this code knows and the database has not, in the order in which they would be applied. */
  readonly pending: ReadonlyArray<Pick<Migration, "id" | "name" | "kind" | "oldestCode">>
  /** Steps of the database that this code does not know: a newer version has migrated it. */
  readonly unknown: ReadonlyArray<AppliedMigration>
  /** Steps that have one name in the database and another in this code: it was made by another history. */
  readonly foreign: ReadonlyArray<AppliedMigration>
}

/** The status of each set's schema; reads the tables of applied steps and changes nothing. */
export const schemaStatus = (
  sets: ReadonlyArray<MigrationSet>
): Effect.Effect<ReadonlyArray<SchemaStatus>, SqlError, SqlClient> =>
  Effect.forEach(sets, (set) => Effect.map(appliedMigrations(set), (applied) => statusOf(set, applied)))

/** A set against the steps that a database has. */
export const statusOf = (set: MigrationSet, applied: ReadonlyArray<AppliedMigration>): SchemaStatus => ({
  package: set.package,
  schema: set.schema,
  applied,
  pending: pendingOf(set, applied).map(({ id, kind, name, oldestCode }) => ({ id, name, kind, oldestCode })),
  unknown: applied.filter(({ id }) => set.migrations.every((step) => step.id !== id)),
  foreign: applied.filter(({ id, name }) => set.migrations.some((step) => step.id === id && step.name !== name))
})
