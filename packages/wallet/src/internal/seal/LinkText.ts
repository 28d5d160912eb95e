import { createHash } from "node:crypto"

/** What comes before an entry's first link. */
export const noHash = ""

const micros = (instant: string) => `(extract(epoch FROM ${instant}) * 1000000)::bigint`

/**
 * An entry, `n`, as the seal reads it: every column, in PostgreSQL's text form of a row, which distinguishes NULL from empty and
 * quotes what could be mistaken. Times are microseconds, so that no setting of a session changes a byte.
 */
export const entryText = `ROW(n.brand_id, n.transaction_id, n.line, n.wallet_id, n.kind, n.sub, n.currency, n.amount,
  n.balance_after, n.version, ${micros("n.at")}, n.key, n.xid, n.seq)::text`

/** A transaction, `t`, in the same form: every column that never changes, so all but `reversed_by`. */
export const transactionText = `ROW(t.brand_id, t.key, t.id, t.tag, t.fingerprint, t.wallet_id, t.version, ${micros("t.at")},
  t.actor_kind, t.actor_id, t.cash, t.bonus, t.held, t.debt, t.promo, t.converted, t.currency, t.cash_after, t.bonus_after,
  t.held_after, t.debt_after, t.found, t.provider, t.round_id, t.game, t.grant_id, t.request_id, t.request_status,
  t.counter_kind, t.counter_sub, t.reason, t.original, t.round_closed, t.round_review, t.state, t.xid)::text`

/** The first line of what a link hashes: its brand, its number, and the hash of the link before it. */
const head = (brand: string, number: string, before: string) => `${brand} || ' ' || ${number} || ' ' || ${before}`

/** The hash of a link as an expression over expressions; `before` is hexadecimal, empty for the first. */
export const sqlHash = (brand: string, number: string, before: string, lines: string): string =>
  `sha256(convert_to(${head(brand, number, before)} || E'\\n' || ${lines}, 'UTF8'))`

/** The same by this process, in hexadecimal: a chain is checked without the database that keeps it. */
export const linkHash = (brand: string, number: bigint, before: string, lines: string): string =>
  createHash("sha256").update(`${brand} ${number} ${before}\n${lines}`).digest("hex")
