/** An instant, or the value for none. */
export const instant = (at: number | undefined, none: string): string =>
  at === undefined ? none : new Date(at).toISOString()

/** An instant for a column that may be empty. */
export const date = (at: number | null | undefined): Date | null =>
  at === null || at === undefined ? null : new Date(at)

/** Over every id of the same time. */
export const lastId = "ffffffff-ffff-ffff-ffff-ffffffffffff"

/** Rows with an instant `at`, as one JSON document; whole numbers of any size are written as text. */
export const recordset = (rows: ReadonlyArray<{ readonly at: number }>): string =>
  JSON.stringify(
    rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() })),
    (_, value) => (typeof value === "bigint" ? String(value) : value)
  )
