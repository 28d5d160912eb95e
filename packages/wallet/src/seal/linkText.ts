import { createHash } from "node:crypto"

/** What comes before an entry's first link. */
export const noHash = ""

/**
 * An entry, `n`, as the seal reads it: every column, in PostgreSQL's text form of a row, which tells NULL from empty and
 * quotes what could be mistaken. Times are microseconds, so that no setting of a session changes a byte.
 */
export const entryText = `ROW(n.brand_id, n.transaction_id, n.line, n.wallet_id, n.kind, n.sub, n.currency, n.amount,
  n.balance_after, n.version, (extract(epoch FROM n.at) * 1000000)::bigint, n.xid, n.seq)::text`

/** A brand's entries of one link, an aggregate over `n`, a line each in the order of `seq`. */
export const linkLines = `string_agg(${entryText}, E'\\n' ORDER BY n.seq)`

/** The first line of what a link hashes: whose it is, its number, and the hash of the link before it. */
const head = (brand: string, number: string, before: string) => `${brand} || ' ' || ${number} || ' ' || ${before}`

/** The hash of a link as an expression over expressions; `before` is hexadecimal, empty for the first. */
export const sqlHash = (brand: string, number: string, before: string, lines: string): string =>
  `sha256(convert_to(${head(brand, number, before)} || E'\\n' || ${lines}, 'UTF8'))`

/** The same by this process, in hexadecimal: whoever checks a chain does not ask the database that keeps it. */
export const linkHash = (brand: string, number: bigint, before: string, lines: string): string =>
  createHash("sha256").update(`${brand} ${number} ${before}\n${lines}`).digest("hex")
