import { balances } from "../../fold/BalanceFold.js"
import { expected } from "../reconciliation/expected.js"
import { sumsAgainst } from "./sumsAgainst.js"

/** A check answers one row for each fault: brand, account, expected, found, first_diverging. */
export interface Check {
  readonly name: string
  readonly sql: string
}

const wallet = (alias: string) => `'wallet ' || ${alias}.wallet_id`
const kinds = ["cash", "bonus", "held", "debt"] as const

/** Debt is what a player owes: its lines are negative when it grows. */
const signed = (kind: string, amount: string) => `CASE WHEN ${kind} = 'debt' THEN -(${amount}) ELSE ${amount} END`

/**
 * What the entries say that an account of a wallet, `x` (brand_id, wallet_id, kind), holds after each of its transactions,
 * against what was written: `d.text`.
 */
export const firstDiverging = `
LEFT JOIN LATERAL (
  SELECT 'entry ' || coalesce(y.seq::text, 'missing') || ' of transaction ' || y.id || ' (version ' || y.version || ', '
    || to_char(y.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '): balance after it '
    || coalesce(y.after::text, 'unknown') || ', its entries say ' || y.running AS text
  FROM (
    SELECT t.id, t.version, t.at, e.seq,
      CASE x.kind WHEN 'cash' THEN t.cash_after WHEN 'bonus' THEN t.bonus_after WHEN 'held' THEN t.held_after
        ELSE t.debt_after END AS after,
      sum(coalesce(${signed("x.kind", "e.amount")}, 0)) OVER (ORDER BY t.version) AS running
    FROM croupier_wallet.transaction AS t
    LEFT JOIN LATERAL (
      SELECT sum(e.amount) AS amount, min(e.seq) AS seq FROM croupier_wallet.entry AS e
      WHERE e.brand_id = t.brand_id AND e.transaction_id = t.id AND e.wallet_id = x.wallet_id AND e.kind = x.kind
    ) AS e ON true
    WHERE t.wallet_id = x.wallet_id AND t.brand_id = x.brand_id AND t.tag <> 'tombstone'
  ) AS y
  WHERE y.after IS DISTINCT FROM y.running
  ORDER BY y.version LIMIT 1
) AS d ON true`

/** O1, O2, O3 and O6, and what holds the ledger's tables together without foreign keys. */
export const checks: ReadonlyArray<Check> = [
  {
    name: "history of the entries",
    sql: `
SELECT 'all brands' AS brand, 'restored from a dump, to be continued by: outbox rebase wallet' AS account,
  'server ' || h.server AS expected, 'server ' || c.system_identifier AS found, NULL AS first_diverging
FROM croupier_wallet.history AS h CROSS JOIN pg_control_system() AS c
WHERE h.closed_seq IS NULL AND h.server <> c.system_identifier::text`
  },
  {
    name: "O1 sum of all entries",
    sql: `
SELECT brand_id AS brand, 'all accounts in ' || currency AS account, '0' AS expected, sum(amount)::text AS found,
  NULL AS first_diverging
FROM croupier_wallet.entry GROUP BY brand_id, currency HAVING sum(amount) <> 0`
  },
  {
    name: "O1 sum of a posting",
    sql: `
SELECT brand_id AS brand, 'transaction ' || transaction_id AS account, '0' AS expected, sum(amount)::text AS found,
  'entry ' || min(seq) AS first_diverging
FROM croupier_wallet.entry GROUP BY brand_id, transaction_id, currency HAVING sum(amount) <> 0`
  },
  {
    name: "O2 balance",
    sql: `
SELECT x.brand_id AS brand, ${wallet("x")} || ' ' || x.kind || coalesce(' in ' || x.currency, '') AS account,
  x.sum::text AS expected, coalesce(x.balance::text, 'no wallet') AS found,
  coalesce(d.text, 'none of its entries: the balance itself was changed') AS first_diverging
FROM (
  SELECT brand_id, wallet_id, kind, b.currency, b.balance, coalesce(${signed("kind", "s.sum")}, 0) AS sum
  FROM (
    SELECT w.brand_id, w.id AS wallet_id, w.currency, a.kind, a.balance FROM croupier_wallet.wallet AS w
    CROSS JOIN LATERAL (VALUES ${kinds.map((kind) => `('${kind}', w.${kind})`).join(", ")}) AS a (kind, balance)
  ) AS b
  FULL JOIN (
    SELECT brand_id, wallet_id, kind, sum(amount) FROM croupier_wallet.entry WHERE wallet_id IS NOT NULL
    GROUP BY brand_id, wallet_id, kind
  ) AS s USING (brand_id, wallet_id, kind)
  WHERE b.balance IS DISTINCT FROM coalesce(${signed("kind", "s.sum")}, 0)
  LIMIT 100
) AS x ${firstDiverging}`
  },
  {
    name: "O2 balance after an entry",
    sql: `
SELECT DISTINCT ON (brand_id, wallet_id, kind) brand_id AS brand, ${wallet("e")} || ' ' || kind AS account,
  expected::text AS expected, balance_after::text AS found,
  'entry ' || seq || ' of transaction ' || transaction_id || ' (version ' || version || ')' AS first_diverging
FROM (
  SELECT *, lag(balance_after, 1, 0::numeric) OVER (PARTITION BY brand_id, wallet_id, kind ORDER BY version, line)
    + ${signed("kind", "amount")} AS expected
  FROM croupier_wallet.entry WHERE wallet_id IS NOT NULL
) AS e
WHERE balance_after <> expected ORDER BY brand_id, wallet_id, kind, version, line`
  },
  {
    name: "O2 balance of a brand's account",
    sql: sumsAgainst(
      `(SELECT brand_id, NULL::uuid AS wallet_id, kind, sub, currency, amount FROM ${balances} AS b)`,
      "wallet_id IS NULL"
    )
  },
  {
    name: "O2 sum that reconciliation keeps",
    sql: sumsAgainst(expected("true"), "true")
  },
  {
    name: "O3 negative balance",
    sql: `
SELECT brand_id AS brand, 'wallet ' || id AS account, 'no balance below 0' AS expected,
  concat_ws(' ', 'cash', cash, 'bonus', bonus, 'held', held, 'debt', debt) AS found, NULL AS first_diverging
FROM croupier_wallet.wallet WHERE least(cash, bonus, held, debt) < 0`
  },
  {
    name: "entries of a transaction",
    sql: `
SELECT coalesce(t.brand_id, e.brand_id) AS brand, 'transaction ' || coalesce(t.id, e.transaction_id) AS account,
  CASE WHEN t.id IS NULL THEN 'a transaction' ELSE concat_ws(' ', 'cash', t.cash, 'bonus', t.bonus, 'held', t.held,
    'debt', t.debt) END AS expected,
  CASE WHEN e.transaction_id IS NULL THEN 'no entries' ELSE concat_ws(' ', 'cash', coalesce(e.cash, 0), 'bonus',
    coalesce(e.bonus, 0), 'held', coalesce(e.held, 0), 'debt', coalesce(e.debt, 0)) END AS found,
  'version ' || coalesce(t.version, e.version) || coalesce(', entry ' || e.seq, '') AS first_diverging
FROM (SELECT * FROM croupier_wallet.transaction WHERE tag <> 'tombstone') AS t
FULL JOIN (
  SELECT brand_id, transaction_id, min(seq) AS seq, min(version) AS version, array_agg(DISTINCT wallet_id) AS wallets,
    sum(amount) FILTER (WHERE kind = 'cash') AS cash, sum(amount) FILTER (WHERE kind = 'bonus') AS bonus,
    sum(amount) FILTER (WHERE kind = 'held') AS held, -sum(amount) FILTER (WHERE kind = 'debt') AS debt
  FROM croupier_wallet.entry GROUP BY brand_id, transaction_id
) AS e ON e.brand_id = t.brand_id AND e.transaction_id = t.id
WHERE t.id IS NULL
  OR (t.cash, t.bonus, t.held, t.debt) IS DISTINCT FROM
    (coalesce(e.cash, 0), coalesce(e.bonus, 0), coalesce(e.held, 0), coalesce(e.debt, 0))
  OR EXISTS (SELECT FROM unnest(e.wallets) AS w (id) WHERE w.id <> t.wallet_id OR (w.id IS NOT NULL AND t.wallet_id IS NULL))`
  },
  {
    name: "transactions of a wallet",
    sql: `
SELECT w.brand_id AS brand, 'wallet ' || w.id AS account, 'versions 1 to ' || w.version AS expected,
  coalesce(t.count, 0) || ' transactions up to version ' || coalesce(t.max, 0) AS found,
  (SELECT 'no transaction has version ' || min(n.version) FROM (
     SELECT u.version + 1 AS version FROM (SELECT 0 AS version UNION ALL SELECT version FROM croupier_wallet.transaction
       WHERE wallet_id = w.id AND brand_id = w.brand_id AND tag <> 'tombstone') AS u
   ) AS n WHERE n.version <= greatest(w.version, t.max) AND NOT EXISTS (
     SELECT FROM croupier_wallet.transaction AS o
     WHERE o.wallet_id = w.id AND o.brand_id = w.brand_id AND o.tag <> 'tombstone' AND o.version = n.version)
  ) AS first_diverging
FROM croupier_wallet.wallet AS w
LEFT JOIN (
  SELECT brand_id, wallet_id, count(*), max(version) FROM croupier_wallet.transaction
  WHERE wallet_id IS NOT NULL AND tag <> 'tombstone' GROUP BY brand_id, wallet_id
) AS t ON t.brand_id = w.brand_id AND t.wallet_id = w.id
WHERE (t.count, t.max) IS DISTINCT FROM (w.version, w.version)`
  },
  {
    name: "rounds against the house",
    sql: `
SELECT coalesce(r.brand_id, h.brand_id) AS brand,
  'wallet ' || coalesce(r.wallet_id, h.wallet_id) || ' at ' || coalesce(r.provider, h.provider) AS account,
  coalesce(r.net, 0)::text AS expected, coalesce(h.net, 0)::text AS found, NULL AS first_diverging
FROM (
  SELECT brand_id, wallet_id, provider, sum(stake_cash + stake_bonus - payout_cash - payout_bonus) AS net
  FROM croupier_wallet.round GROUP BY brand_id, wallet_id, provider
) AS r
FULL JOIN (
  SELECT t.brand_id, t.wallet_id, e.sub AS provider, sum(e.amount) AS net
  FROM croupier_wallet.entry AS e
  JOIN croupier_wallet.transaction AS t ON t.brand_id = e.brand_id AND t.id = e.transaction_id AND t.tag <> 'tombstone'
  WHERE e.kind = 'house' AND t.wallet_id IS NOT NULL GROUP BY t.brand_id, t.wallet_id, e.sub
) AS h ON h.brand_id = r.brand_id AND h.wallet_id = r.wallet_id AND h.provider = r.provider
WHERE coalesce(r.net, 0) <> coalesce(h.net, 0)`
  },
  {
    name: "events of a wallet",
    sql: `
SELECT w.brand_id AS brand, 'wallet ' || w.id AS account, 'events up to ' || w.event_version AS expected,
  o.count || ' events, ' || o.min || ' to ' || o.max AS found, NULL AS first_diverging
FROM croupier_wallet.wallet AS w
JOIN (
  SELECT brand_id, key, count(*), count(DISTINCT key_version) AS distinct, min(key_version), max(key_version)
  FROM croupier_wallet.outbox GROUP BY brand_id, key
) AS o ON o.brand_id = w.brand_id AND o.key = w.id
WHERE o.max <> w.event_version OR o.count <> o.max - o.min + 1 OR o.distinct <> o.count`
  },
  ...["transaction", "round", "bonus_grant", "deposit_request", "withdrawal"].map((table) => ({
    name: "O6 wallet of the same brand",
    sql: `
SELECT x.brand_id AS brand, '${table} of wallet ' || x.wallet_id AS account, 'a wallet of its brand' AS expected,
  coalesce((SELECT 'one of brand ' || min(o.brand_id) FROM croupier_wallet.wallet AS o WHERE o.id = x.wallet_id), 'none')
    AS found,
  NULL AS first_diverging
FROM (SELECT DISTINCT brand_id, wallet_id FROM croupier_wallet.${table} WHERE wallet_id IS NOT NULL) AS x
WHERE NOT EXISTS (SELECT FROM croupier_wallet.wallet AS w WHERE w.brand_id = x.brand_id AND w.id = x.wallet_id)`
  }))
]
