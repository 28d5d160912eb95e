import assert from "node:assert/strict"
import type { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"

/** Another value of a column of this type, as an expression over the column. */
export const otherValue = (column: string, type: string): string => {
  switch (type) {
    case "text":
      return `coalesce(${column}, '') || 'x'`
    case "uuid":
      return "gen_random_uuid()"
    case "bigint":
    case "integer":
    case "numeric(38,0)":
      return `coalesce(${column}, 0) + 1`
    case "boolean":
      return `NOT coalesce(${column}, false)`
    case "timestamp with time zone":
      return `coalesce(${column}, now()) + interval '1 millisecond'`
    case "jsonb":
      return `jsonb_build_array(${column}, 1)`
    case "xid8":
      return `(${column}::text::bigint + 1)::text::xid8`
    default:
      throw new Error(`no other value of the type ${type} of ${column}`)
  }
}

/** The columns of a table and their types, as the catalogue has them. */
export const columnsOf = (table: string) =>
  `SELECT attname::text AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
  WHERE attrelid = 'croupier_wallet.${table}'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`

/** One row of the ledger with one column changed by hand. */
export interface Tampering {
  readonly table: string
  readonly column: string
  /** An expression over the row. */
  readonly value: string
  /** Names one row. */
  readonly where: string
}

/** Changes the row, looks, and puts it back. */
export const whileTampered = <A, E, R, R2>(
  change: (text: string) => Effect.Effect<unknown, SqlError, R>,
  { column, table, value, where }: Tampering,
  look: Effect.Effect<A, E, R2>
): Effect.Effect<A, E | SqlError, R | R2 | SqlClient> =>
  Effect.gen(function* () {
    const [changed, ...others] = (yield* change(`
      CREATE TABLE croupier_wallet.kept AS SELECT * FROM croupier_wallet.${table} WHERE ${where};
      UPDATE croupier_wallet.${table} SET ${column} = ${value} WHERE ${where} RETURNING ctid::text AS at`).pipe(
      Effect.catchAll((error) => Effect.dieMessage(`${table}.${column}: ${String(error.cause)}`))
    )) as ReadonlyArray<ReadonlyArray<{ readonly at: string }>>
    const rows = [changed, ...others].flat().filter((row) => row !== undefined && "at" in row)
    assert.equal(rows.length, 1, `${table}.${column} where ${where}`)
    const seen = yield* look
    yield* change(`DELETE FROM croupier_wallet.${table} WHERE ctid = '${rows[0]!.at}'::tid;
      INSERT INTO croupier_wallet.${table} SELECT * FROM croupier_wallet.kept; DROP TABLE croupier_wallet.kept`)
    return seen
  })
