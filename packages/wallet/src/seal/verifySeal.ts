import type { BrandKey } from "@croupier/core/Brand"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { entriesBetween, entriesLeft } from "../fold/newEntries.js"
import type { Snapshot } from "../fold/Snapshot.js"
import type { LedgerFault } from "../verify/LedgerReport.js"
import type { Head } from "./Head.js"
import { linkHash, noHash } from "./linkText.js"
import { sealedLines } from "./sealedLines.js"

/** What was found along a chain. */
export interface Chain {
  readonly links: number
  readonly faults: ReadonlyArray<LedgerFault>
}

/** More faults than these are not told apart. */
const most = 100

/**
 * Walks a brand's chain from its first link, in the caller's transaction, and makes every hash again out of the entries as
 * they are now. A head that was kept elsewhere also shows whether the end of the chain, and its entries, were cut off.
 */
export const verifySeal = (
  brand: BrandKey,
  heads: ReadonlyArray<Head>
): Effect.Effect<Chain, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    yield* sql.unsafe("SET LOCAL enable_seqscan = off")
    const faults: Array<LedgerFault> = []
    const fault = (account: string, expected: string, found: string, firstDiverging: string | null = null) =>
      faults.push({ check: "seal", brand, account, expected, found, firstDiverging })
    let last: Last = { number: 0n, hash: noHash, history: 0, snapshot: nothing }
    while (true) {
      const page = yield* sql.unsafe<Link>(pageOfLinks, [brand, last.number, last.snapshot, last.history])
      if (page.length === 0) break
      for (const link of page) {
        const name = `link ${link.number}`
        if (link.number !== last.number + 1n) fault(name, `link ${last.number + 1n} before it`, "none: it is missing")
        const made = linkHash(brand, link.number, last.hash, link.lines ?? "")
        if (made !== link.hash)
          fault(name, `${link.hash} of ${link.entries} entries`, `${made} of ${link.held}`, link.seqs)
        for (const head of heads) {
          if (head.number === link.number && head.hash !== link.hash) fault(name, `the head ${head.hash}`, link.hash)
        }
        last = link
      }
      if (faults.length >= most) break
    }
    for (const { number } of heads.filter((head) => head.number > last.number)) {
      fault("the chain", `link ${number}, of which there is a head`, `its end at link ${last.number}: the tail is cut`)
    }
    const [loose] = yield* sql.unsafe<{ count: bigint; seqs: string | null }>(unsealed, [
      brand,
      last.snapshot,
      last.history
    ])
    if (loose!.count > 0n) fault("the chain", "a link for every entry", `${loose!.count} in none`, loose!.seqs)
    return { links: Number(last.number), faults: faults.slice(0, most) }
  })

type Last = Pick<Link, "number" | "hash" | "history" | "snapshot">

interface Link {
  readonly number: bigint
  readonly hash: string
  readonly history: number
  readonly snapshot: Snapshot
  /** How many were sealed, and how many there are. */
  readonly entries: number
  readonly held: bigint
  readonly lines: string | null
  readonly seqs: string | null
}

/** A snapshot that shows no transaction at all. */
const nothing: Snapshot = "3:3:"

const seqs = "'entries ' || min(n.seq) || ' to ' || max(n.seq)"

/** The end of a history, as a seq that is not in it any more: a huge one while it lasts. */
const endOf = (history: string) =>
  `coalesce((SELECT next.first_seq FROM croupier_wallet.history AS next WHERE next.number = ${history} + 1), ${most64})`
const most64 = "9223372036854775807"

/** The next links, of about 20 000 entries at most. The link that closes a history holds what no snapshot of it shows. */
const pageOfLinks = `
SELECT l.number, encode(l.hash, 'hex') AS hash, l.history, l.snapshot::text AS snapshot, l.entries, coalesce(e.entries, 0) AS held, e.lines,
  'entries ' || e.first || ' to ' || e.last AS seqs
FROM (
  SELECT number, hash, history, closing, snapshot, entries, sum(entries) OVER page AS total,
    CASE WHEN coalesce(lag(history) OVER page, $4::integer) = history THEN coalesce(lag(snapshot) OVER page, $3::pg_snapshot)
      ELSE '${nothing}' END AS before
  FROM (SELECT * FROM croupier_wallet.seal WHERE brand_id = $1 AND number > $2::bigint ORDER BY number LIMIT 200) AS next
  WINDOW page AS (ORDER BY number)
) AS l
JOIN croupier_wallet.history AS h ON h.number = l.history
LEFT JOIN LATERAL ${sealedLines(`(
    SELECT * FROM ${entriesBetween("l.before", "l.snapshot", "h.first_seq")} AS b
    WHERE NOT l.closing AND b.seq <= coalesce(h.closed_seq, ${most64}) AND b.brand_id = $1
    UNION ALL
    SELECT * FROM ${entriesLeft("l.before", "h.closed_seq", "h.first_seq", endOf("h.number"))} AS c
    WHERE l.closing AND c.brand_id = $1
  )`)} AS e ON true
WHERE l.total - l.entries < 20000 ORDER BY l.number`

/** In none of the brand's links: of the present history up to the seal's snapshot, and of those that were not closed for it. */
const unsealed = `
SELECT count(*) AS count, ${seqs} AS seqs FROM (
  SELECT e.seq FROM croupier_wallet.follower AS f JOIN croupier_wallet.history AS h ON h.number = f.history
  CROSS JOIN LATERAL ${entriesBetween(
    `CASE WHEN h.number = $3::integer THEN $2::pg_snapshot ELSE '${nothing}' END`,
    "f.snapshot",
    "h.first_seq"
  )} AS e
  WHERE f.name = 'ledger seal' AND e.brand_id = $1
  UNION ALL
  SELECT e.seq FROM croupier_wallet.history AS h
  JOIN croupier_wallet.entry AS e ON e.brand_id = $1 AND e.seq >= h.first_seq AND e.seq < ${endOf("h.number")}
  WHERE h.closed_seq IS NOT NULL AND NOT EXISTS (
    SELECT FROM croupier_wallet.seal AS s WHERE s.brand_id = $1 AND s.history = h.number AND s.closing)
) AS n`
