import { Schema } from "effect"

/** What is wrong with the database that an app gave. */
export const NotReadyCode = Schema.Literal(
  "invalid-database-url",
  "database-unreachable",
  "rights-missing",
  "schema-mismatch",
  "migration-failed",
  "keys-in-memory",
  "invalid-keys"
)
export type NotReadyCode = typeof NotReadyCode.Type

/** An embedded domain cannot start. `message` is one line that names what is missing; `sql` is what an administrator runs to fix it. */
export class DatabaseNotReady extends Schema.TaggedError<DatabaseNotReady>()("DatabaseNotReady", {
  code: NotReadyCode,
  message: Schema.String,
  sql: Schema.optionalWith(Schema.String, { exact: true })
}) {}
