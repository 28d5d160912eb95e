import { entriesBetween, entriesLeft } from "../fold/newEntries.js"
import type { Snapshot } from "../fold/Snapshot.js"
import { sealedLines } from "./sealedLines.js"

/** A snapshot that shows no transaction at all. */
export const nothing: Snapshot = "3:3:"

const seqs = "'entries ' || min(n.seq) || ' to ' || max(n.seq)"

/** The end of a history, as a seq that is not in it any more: a huge one while it lasts. */
const endOf = (history: string) =>
  `coalesce((SELECT next.first_seq FROM croupier_wallet.history AS next WHERE next.number = ${history} + 1), ${most64})`
const most64 = "9223372036854775807"

/** The next links of the brand `$1` after the number `$2`, snapshot `$3` and history `$4`, of about 20 000 entries at most. The link that closes a history holds what no snapshot of it shows. */
export const pageOfLinks = `
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

/** Entries in none of the links of the brand `$1`; its last link has snapshot `$2` and history `$3`: of the present history up to the seal's snapshot, and of those that were not closed for it. */
export const unsealed = `
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
