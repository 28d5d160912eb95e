/**
 * Rows travel to and from the posting functions as PostgreSQL's own text form of a composite value, `(a,b,"c d",)`: one
 * parameter for each table, whatever its number of columns, and the cheapest form to write, bind and read.
 */

const plain = /^[A-Za-z0-9_.:/-]+$/

/** A field of free text, quoted where it has to be; NULL is nothing at all. */
export const text = (value: string | null): string =>
  value === null ? "" : plain.test(value) ? value : `"${escaped(value)}"`

/** A field that may be NULL and needs no quotes: a number, a UUID, a word of a closed list. */
export const orEmpty = (value: string | number | bigint | null): string | number | bigint => value ?? ""

/** An array literal of rows, or of any texts. */
export const array = (items: ReadonlyArray<string>): string => escapedArray(items.map(escaped))

/** An array literal of items with quotes and backslashes escaped already. */
export const escapedArray = (items: ReadonlyArray<string>): string =>
  items.length === 0 ? "{}" : `{"${items.join('","')}"}`

/** Puts a backslash before each quote and backslash, as both rows and arrays want it. */
export const escaped = (value: string): string =>
  value.includes('"') || value.includes("\\") ? value.replace(/["\\]/g, "\\$&") : value

/** The fields of a row as the server writes it; null for NULL. */
export const fields = (row: string): ReadonlyArray<string | null> => {
  const inner = row.slice(1, -1)
  return inner.includes('"') ? quotedFields(inner) : inner.split(",").map(orNull)
}

const orNull = (field: string): string | null => (field === "" ? null : field)

const quotedFields = (inner: string): ReadonlyArray<string | null> => {
  const parts: Array<string | null> = []
  let at = 0
  while (at <= inner.length) {
    if (inner[at] !== '"') {
      const comma = inner.indexOf(",", at)
      const end = comma < 0 ? inner.length : comma
      parts.push(orNull(inner.slice(at, end)))
      at = end + 1
      continue
    }
    let value = ""
    at += 1
    while (inner[at] !== '"' || inner[at + 1] === '"') {
      if (inner[at] === '"' || inner[at] === "\\") at += 1
      value += inner[at]
      at += 1
    }
    parts.push(value)
    at += 2
  }
  return parts
}
