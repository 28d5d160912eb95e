import { entryText, transactionText } from "./LinkText.js"

/**
 * The transactions that a link covers besides its entries, `n`: those that the entries are of, and the earlier ones of the
 * same wallet back to the last that moved its balances. One that moved nothing is so sealed with the next that did; versions
 * of a wallet are committed in their order, so all of them are there when the link is made. A tombstone comes with the
 * rollback that made it. `OFFSET 0` keeps each look-up at its index: joined otherwise, every link reads all transactions.
 */
const covered = `
  moved AS MATERIALIZED (
    SELECT p.*, coalesce((
      SELECT b.version FROM croupier_wallet.transaction AS b
      WHERE b.wallet_id = p.wallet_id AND b.brand_id = p.brand_id AND b.tag <> 'tombstone' AND b.version < p.version
        AND (b.cash, b.bonus, b.held, b.debt) <> (0, 0, 0, 0)
      ORDER BY b.version DESC LIMIT 1), 0) AS after
    FROM (SELECT DISTINCT brand_id, wallet_id, version FROM n WHERE wallet_id IS NOT NULL) AS p
  ), own AS MATERIALIZED (
    SELECT c.* FROM moved AS p
    CROSS JOIN LATERAL (
      SELECT * FROM croupier_wallet.transaction AS o
      WHERE o.wallet_id = p.wallet_id AND o.brand_id = p.brand_id AND o.tag <> 'tombstone' AND o.version > p.after
        AND o.version <= p.version
      OFFSET 0
    ) AS c
  ), named AS (
    SELECT brand_id, key FROM n WHERE key IS NOT NULL
    UNION SELECT own.brand_id, own.original FROM own WHERE NOT own.found AND own.original IS NOT NULL
  ), t AS (
    SELECT * FROM own
    UNION ALL
    SELECT k.* FROM named AS x
    CROSS JOIN LATERAL (
      SELECT * FROM croupier_wallet.transaction AS o WHERE o.brand_id = x.brand_id AND o.key = x.key LIMIT 1) AS k
  )`

/**
 * Entries, a sub-select, as a link seals them, a row for each brand that has any: brand_id, entries, first and last (seq),
 * lines. A line for each entry in the order of `seq`, then one for each transaction.
 */
export const sealedLines = (entries: string): string => `(
  WITH n AS MATERIALIZED (SELECT * FROM ${entries} AS given), ${covered}
  SELECT e.brand_id, e.entries, e.first, e.last, concat_ws(E'\\n', e.lines, s.lines) AS lines
  FROM (
    SELECT n.brand_id, count(*) AS entries, min(n.seq) AS first, max(n.seq) AS last,
      string_agg(${entryText}, E'\\n' ORDER BY n.seq) AS lines
    FROM n GROUP BY n.brand_id
  ) AS e
  LEFT JOIN (
    SELECT t.brand_id, string_agg(${transactionText}, E'\\n' ORDER BY t.wallet_id, t.version, t.key) AS lines
    FROM t GROUP BY t.brand_id
  ) AS s ON s.brand_id = e.brand_id
)`
