import { types } from "pg"

const { builtins } = types
const int8Array = 1016

const parsers: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [builtins.INT8, BigInt],
  [
    int8Array,
    (text) =>
      text
        .slice(1, -1)
        .split(",")
        .filter(Boolean)
        .map((item) => (item === "NULL" ? null : BigInt(item)))
  ],
  [builtins.NUMERIC, String],
  [builtins.DATE, String],
  [builtins.TIMESTAMP, (text) => new Date(`${text.replace(" ", "T")}Z`)]
])

/**
 * How columns arrive: `int8` as bigint, `numeric` as the exact decimal string, `timestamptz` as Date, `date` as
 * `YYYY-MM-DD` (a calendar day has no instant), a bare `timestamp` as the UTC instant it means here, `jsonb` parsed.
 */
export const typeParsers: { readonly getTypeParser: typeof types.getTypeParser } = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    (format === "binary" ? undefined : parsers.get(oid)) ??
    types.getTypeParser(oid, format as "text")) as typeof types.getTypeParser
}
