import type { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Schema } from "effect"
import { codeVersion } from "../codeVersion.js"
import { appliedMigrations, pendingOf } from "../internal/migration/migrationTable.js"
import type { MigrationSet } from "../postgres/MigrationSet.js"

/** The schema is not one that this code can run on; the message names both versions and says what to do. */
export class SchemaMismatch extends Schema.TaggedError<SchemaMismatch>()("SchemaMismatch", {
  message: Schema.String
}) {}

/**
 * Fails unless this code may run on the schema: every step that it knows is applied, and no later one has removed what
 * it uses. A service asks at its start and exits on the failure; it never migrates.
 */
export const requireSchema = (
  set: MigrationSet,
  code: string = codeVersion
): Effect.Effect<void, SchemaMismatch | SqlError, SqlClient> =>
  Effect.gen(function* () {
    const applied = yield* appliedMigrations(set)
    const has = applied.at(-1)?.id ?? 0
    const needs = set.migrations.at(-1)?.id ?? 0
    if (pendingOf(set, applied).length > 0) {
      return yield* new SchemaMismatch({
        message: `schema ${set.schema} is at version ${has}, but ${set.package} ${code} needs version ${needs}: run migrate first`
      })
    }
    const past = applied.find((row) => row.id > needs && row.kind === "contract" && isOlder(code, row.oldestCode))
    if (past !== undefined) {
      return yield* new SchemaMismatch({
        message:
          `schema ${set.schema} is at version ${has}, but ${set.package} ${code} knows version ${needs}, and step ${past.id} ` +
          `"${past.name}" needs code ${past.oldestCode} or newer: upgrade this process`
      })
    }
  })

const isOlder = (version: string, than: string): boolean => {
  const other = numbers(than)
  const difference = numbers(version).map((part, index) => part - (other[index] ?? 0))
  return (difference.find((part) => part !== 0) ?? 0) < 0
}

const numbers = (version: string): ReadonlyArray<number> => version.split(/[.-]/, 3).map(Number)
