import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Schema } from "effect"
import { appliedMigrations, migrationTable, pendingOf } from "../internal/migration/migrationTable.js"
import { reserved, transactionOn } from "../internal/postgres/transaction.js"
import type { Migration, MigrationSet } from "../postgres/MigrationSet.js"
import { reasonOf } from "../postgres/SqlErrors.js"
import { coreMigrations } from "./coreMigrations.js"

export type { Migration, MigrationSet } from "../postgres/MigrationSet.js"

/** A migration failed, or the database's history is not this code's; nothing of that step was kept. */
export class MigrationFailed extends Schema.TaggedError<MigrationFailed>()("MigrationFailed", {
  message: Schema.String,
  cause: Schema.optional(Schema.Defect)
}) {}

/** A step that was applied just now. */
export interface Applied {
  readonly package: string
  readonly id: number
  readonly name: string
}

/**
 * Brings the schemas of these sets up to date, core's first, in the order given. One at a time under a session lock (a
 * second starter waits, then finds nothing to do); each step commits alone with its row, so one killed half way runs again.
 *
 * `@effect/sql`'s Migrator has neither the lock, nor the kinds and versions that `requireSchema` needs, nor a commit per
 * step, and dies where a migration fails: hence this function.
 *
 * No function of these schemas may be called by a login that its migration does not name.
 */
export const migrate = (
  sets: ReadonlyArray<MigrationSet>
): Effect.Effect<ReadonlyArray<Applied>, MigrationFailed | SqlError, SqlClient.SqlClient> =>
  reserved((connection, restore) => {
    const run = (text: string) => connection.executeUnprepared(text, [], undefined)
    const inOrder = [coreMigrations, ...sets.filter((set) => set.schema !== coreMigrations.schema)]
    // Interruptible while it waits; an interrupted call has no lock yet, or gives it back below.
    return restore(
      run(
        `SET lock_timeout = '10min'; SET statement_timeout = 0; SELECT pg_advisory_lock(${lock}); SET lock_timeout = '5s'`
      )
    ).pipe(
      Effect.zipRight(
        Effect.zipRight(
          Effect.mapError(
            run(withoutTemporaryObjects),
            (cause) => new MigrationFailed({ message: reasonOf(cause), cause })
          ),
          Effect.forEach(inOrder, (set) =>
            Effect.flatMap(pending(set), (migrations) =>
              Effect.forEach(migrations, (migration) =>
                transactionOn(connection, "BEGIN", restore(apply(set, migration))).pipe(
                  Effect.mapError((cause) => failed(set, migration, cause)),
                  Effect.as({ package: set.package, id: migration.id, name: migration.name })
                )
              )
            ).pipe(Effect.zipLeft(run(`REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${set.schema} FROM PUBLIC`)))
          )
        )
      ),
      Effect.provideService(SqlClient.TransactionConnection, [connection, 0]),
      Effect.map((applied) => applied.flat()),
      // On a lost connection the server has done both.
      Effect.ensuring(Effect.ignore(run(`SELECT pg_advisory_unlock(${lock}); RESET ALL`)))
    )
  })

/** An arbitrary number, the same for every version of this code. */
const lock = 7_265_501_442

/**
 * A type or table of a caller's own could shadow one of ours. Asked each time: a restored dump forgets it. In a database of
 * another owner's PostgreSQL revokes nothing and only warns.
 */
const withoutTemporaryObjects = `DO $$ BEGIN
  IF has_database_privilege('public', current_database(), 'TEMPORARY') THEN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  END IF;
  IF has_database_privilege('public', current_database(), 'TEMPORARY') THEN
    RAISE EXCEPTION 'every login may create temporary objects in this database, and % cannot change that: its owner runs REVOKE TEMPORARY ON DATABASE % FROM PUBLIC',
      current_user, quote_ident(current_database()) USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$`

const pending = (set: MigrationSet) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    yield* sql.unsafe(migrationTable(set))
    const applied = yield* appliedMigrations(set)
    for (const [index, { id, name }] of set.migrations.entries()) {
      if (id !== index + 1) {
        return yield* new MigrationFailed({
          message: `${set.package}: migration ${name} has id ${id}, expected ${index + 1}`
        })
      }
      const other = applied.find((row) => row.id === id && row.name !== name)
      if (other !== undefined) {
        return yield* new MigrationFailed({
          message:
            `${set.package}: migration ${id} is "${other.name}" in the database and "${name}" in this code: ` +
            "the database was created by a different pre-release version; start with an empty one (npm start -- --fresh)"
        })
      }
    }
    return pendingOf(set, applied)
  })

const apply = (set: MigrationSet, migration: Migration) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    yield* typeof migration.up === "string" ? sql.unsafe(migration.up) : migration.up
    yield* sql`INSERT INTO ${sql(`${set.schema}.migration`)} (id, name, kind, oldest_code)
      VALUES (${migration.id}, ${migration.name}, ${migration.kind}, ${migration.oldestCode})`
  })

const failed = (set: MigrationSet, migration: Migration, error: SqlError): MigrationFailed =>
  new MigrationFailed({
    message: `${set.package}: migration ${migration.id} "${migration.name}" failed: ${reasonOf(error)}`,
    cause: error
  })
