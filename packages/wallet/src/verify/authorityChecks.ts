import type { Check } from "./checks.js"

/**
 * Rows that authorise money, each against the transactions that made it: a row changed by hand is a licence to be paid. The
 * first line of each names the row and its column.
 */
export const authorityChecks: ReadonlyArray<Check> = [
  {
    name: "reversal of a transaction",
    sql: `
SELECT coalesce(o.brand_id, r.brand_id) AS brand, 'transaction ' || coalesce(o.key, r.original) || ' reversed_by' AS account,
  coalesce(r.key, 'no reversal') AS expected, CASE WHEN o.key IS NULL THEN 'no transaction' ELSE coalesce(o.reversed_by, 'none') END AS found,
  'reversal ' || coalesce(r.id::text, 'missing') AS first_diverging
FROM croupier_wallet.transaction AS o
FULL JOIN (SELECT brand_id, id, key, original FROM croupier_wallet.transaction WHERE original IS NOT NULL) AS r
  ON r.brand_id = o.brand_id AND r.original = o.key
WHERE (o.reversed_by IS NOT NULL OR r.key IS NOT NULL) AND o.reversed_by IS DISTINCT FROM r.key`
  },
  {
    name: "reversals name their original",
    sql: `
SELECT t.brand_id AS brand, 'transaction ' || t.key || ' original' AS account,
  CASE WHEN t.tag IN ('rollback', 'deposit-reverse') THEN 'the key that it reversed' ELSE 'none' END AS expected,
  coalesce(t.original, 'none') AS found, NULL AS first_diverging
FROM croupier_wallet.transaction AS t
WHERE (t.original IS NOT NULL) <> (t.tag IN ('rollback', 'deposit-reverse'))`
  },
  {
    name: "bonus parts of a transaction",
    sql: `
SELECT t.brand_id AS brand, 'transaction ' || t.key || ' promo' AS account, coalesce(e.promo, 0)::text AS expected,
  t.promo::text AS found, 'version ' || t.version AS first_diverging
FROM croupier_wallet.transaction AS t
LEFT JOIN (
  SELECT brand_id, transaction_id, sum(amount) AS promo FROM croupier_wallet.entry WHERE kind = 'promo' GROUP BY 1, 2
) AS e ON e.brand_id = t.brand_id AND e.transaction_id = t.id
WHERE t.promo <> CASE WHEN t.tag IN ('win', 'rollback', 'bonus-convert', 'bonus-forfeit') THEN coalesce(e.promo, 0) ELSE 0 END`
  },
  {
    name: "totals of a round",
    sql: `
SELECT coalesce(r.brand_id, p.brand_id) AS brand,
  'round ' || coalesce(r.provider, p.provider) || '/' || coalesce(r.id, p.round_id) || ' of wallet '
    || coalesce(r.wallet_id, p.wallet_id) || ' ' || v.name AS account,
  coalesce(v.expected, 0)::text AS expected, coalesce(v.found::text, 'no round') AS found, NULL AS first_diverging
FROM croupier_wallet.round AS r
FULL JOIN (
  SELECT brand_id, wallet_id, provider, round_id, sum(stake_cash) AS stake_cash, sum(stake_bonus) AS stake_bonus,
    sum(payout_cash) AS payout_cash, sum(payout_bonus) AS payout_bonus
  FROM (
    SELECT t.brand_id, t.wallet_id, t.provider, t.round_id,
      CASE t.tag WHEN 'bet' THEN -t.cash ELSE 0 END AS stake_cash, CASE t.tag WHEN 'bet' THEN -t.bonus ELSE 0 END AS stake_bonus,
      CASE t.tag WHEN 'win' THEN t.cash - t.converted ELSE 0 END AS payout_cash,
      CASE t.tag WHEN 'win' THEN t.bonus + t.converted + t.promo ELSE 0 END AS payout_bonus
    FROM croupier_wallet.transaction AS t WHERE t.tag IN ('bet', 'win')
    UNION ALL
    SELECT o.brand_id, o.wallet_id, o.provider, o.round_id, CASE o.tag WHEN 'bet' THEN o.cash ELSE 0 END,
      CASE o.tag WHEN 'bet' THEN o.bonus ELSE 0 END, CASE o.tag WHEN 'win' THEN -c.back ELSE 0 END,
      CASE o.tag WHEN 'win' THEN c.back - c.taken ELSE 0 END
    FROM croupier_wallet.transaction AS t
    JOIN croupier_wallet.transaction AS o ON o.brand_id = t.brand_id AND o.key = t.original AND o.tag IN ('bet', 'win')
    CROSS JOIN LATERAL (SELECT -(t.cash + t.bonus - t.debt + t.promo) AS taken) AS x
    CROSS JOIN LATERAL (
      SELECT x.taken, greatest(x.taken - (o.bonus + o.converted + o.promo), 0) AS back) AS c
    WHERE t.tag = 'rollback'
  ) AS moved GROUP BY brand_id, wallet_id, provider, round_id
) AS p ON p.brand_id = r.brand_id AND p.wallet_id = r.wallet_id AND p.provider = r.provider AND p.round_id = r.id
CROSS JOIN LATERAL (VALUES ('stake_cash', p.stake_cash, r.stake_cash), ('stake_bonus', p.stake_bonus, r.stake_bonus),
  ('payout_cash', p.payout_cash, r.payout_cash), ('payout_bonus', p.payout_bonus, r.payout_bonus)) AS v (name, expected, found)
WHERE v.found IS DISTINCT FROM coalesce(v.expected, 0) OR v.found < 0`
  },
  {
    name: "state of a round",
    sql: `
SELECT r.brand_id AS brand, 'round ' || r.provider || '/' || r.id || ' of wallet ' || r.wallet_id || ' ' || v.name AS account,
  coalesce(v.expected, 'none') AS expected, coalesce(v.found, 'none') AS found, NULL AS first_diverging
FROM croupier_wallet.round AS r
LEFT JOIN (
  SELECT brand_id, wallet_id, provider, round_id, min(currency) AS currency, array_agg(at) AS times,
    (array_agg(grant_id::text ORDER BY version DESC) FILTER (WHERE tag = 'bet' AND grant_id IS NOT NULL))[1] AS grant_id
  FROM croupier_wallet.transaction WHERE round_id IS NOT NULL GROUP BY brand_id, wallet_id, provider, round_id
) AS t ON t.brand_id = r.brand_id AND t.wallet_id = r.wallet_id AND t.provider = r.provider AND t.round_id = r.id
CROSS JOIN LATERAL (
  SELECT CASE WHEN r.stake_bonus > 0 OR r.payout_bonus > 0 THEN t.grant_id END AS grant_id, t.currency,
    r.closed_at = ANY (t.times) AS closed
) AS x
CROSS JOIN LATERAL (VALUES ('grant_id', x.grant_id, r.grant_id::text), ('currency', x.currency, r.currency),
  ('closed_at', CASE WHEN x.closed THEN r.closed_at::text END, r.closed_at::text)) AS v (name, expected, found)
WHERE v.expected IS DISTINCT FROM v.found`
  },
  {
    name: "bonus of a wallet",
    sql: `
SELECT w.brand_id AS brand, 'wallet ' || w.id || ' grant_id' AS account, coalesce(g.id::text, 'none') AS expected,
  coalesce(w.grant_id::text, 'none') AS found, NULL AS first_diverging
FROM croupier_wallet.wallet AS w
LEFT JOIN croupier_wallet.bonus_grant AS g ON g.brand_id = w.brand_id AND g.wallet_id = w.id AND g.status = 'active'
WHERE w.grant_id IS DISTINCT FROM g.id OR (g.id IS NULL AND w.bonus <> 0)`
  },
  {
    name: "grant",
    sql: `
SELECT g.brand_id AS brand, 'grant ' || g.id || ' ' || v.name AS account, coalesce(v.expected, 'none') AS expected,
  coalesce(v.found, 'none') AS found, NULL AS first_diverging
FROM croupier_wallet.bonus_grant AS g
LEFT JOIN (
  SELECT brand_id, grant_id, sum(converted + promo) AS released, sum(bonus) FILTER (WHERE tag = 'bonus-grant') AS amount,
    min(wallet_id::text) FILTER (WHERE tag = 'bonus-grant') AS wallet, min(currency) FILTER (WHERE tag = 'bonus-grant') AS currency,
    coalesce(min(CASE tag WHEN 'bonus-convert' THEN 'converted' ELSE reason END)
      FILTER (WHERE tag IN ('bonus-convert', 'bonus-forfeit')), 'active') AS status
  FROM croupier_wallet.transaction WHERE grant_id IS NOT NULL GROUP BY brand_id, grant_id
) AS t ON t.brand_id = g.brand_id AND t.grant_id = g.id
LEFT JOIN (
  SELECT brand_id, grant_id, count(*) AS rounds FROM croupier_wallet.round
  WHERE status = 'open' AND stake_bonus > 0 GROUP BY brand_id, grant_id
) AS o ON o.brand_id = g.brand_id AND o.grant_id = g.id
LEFT JOIN (
  SELECT brand_id, sub, sum(amount) AS bonus FROM croupier_wallet.entry WHERE kind = 'bonus' GROUP BY brand_id, sub
) AS b ON b.brand_id = g.brand_id AND b.sub = g.id::text
LEFT JOIN croupier_wallet.wallet AS w ON w.brand_id = g.brand_id AND w.id = g.wallet_id AND w.grant_id = g.id
CROSS JOIN LATERAL (SELECT CASE WHEN t.status = 'converted' THEN t.released ELSE 0 END AS released) AS x
CROSS JOIN LATERAL (VALUES ('status', t.status, g.status), ('amount', t.amount::text, g.amount::text),
  ('wallet_id', t.wallet, g.wallet_id::text), ('currency', t.currency, g.currency),
  ('released', x.released::text, g.released::text),
  ('converted', greatest(least(x.released, g.max_cash_out), 0)::text, g.converted::text),
  ('open_rounds', coalesce(o.rounds, 0)::text, g.open_rounds::text),
  ('bonus', coalesce(w.bonus, 0)::text, coalesce(b.bonus, 0)::text)) AS v (name, expected, found)
WHERE v.expected IS DISTINCT FROM v.found`
  },
  {
    name: "grant of a transaction",
    sql: `
SELECT t.brand_id AS brand, 'grant ' || t.grant_id AS account, 'a grant' AS expected, 'none' AS found,
  'transaction ' || min(t.key) AS first_diverging
FROM croupier_wallet.transaction AS t
WHERE t.tag = 'bonus-grant' AND NOT EXISTS (
  SELECT FROM croupier_wallet.bonus_grant AS g WHERE g.brand_id = t.brand_id AND g.id = t.grant_id)
GROUP BY t.brand_id, t.grant_id`
  },
  {
    name: "held of a wallet",
    sql: `
SELECT w.brand_id AS brand, 'wallet ' || w.id || ' held' AS account, coalesce(d.amount, 0)::text AS expected,
  w.held::text AS found, 'of its withdrawals in held states' AS first_diverging
FROM croupier_wallet.wallet AS w
LEFT JOIN (
  SELECT brand_id, wallet_id, sum(amount) AS amount FROM croupier_wallet.withdrawal
  WHERE status IN ('requested', 'approved', 'paying', 'failed') GROUP BY brand_id, wallet_id
) AS d ON d.brand_id = w.brand_id AND d.wallet_id = w.id
WHERE w.held <> coalesce(d.amount, 0)`
  },
  {
    name: "withdrawal",
    sql: `
SELECT coalesce(d.brand_id, t.brand_id) AS brand, 'withdrawal ' || coalesce(d.id, t.request_id) || ' ' || v.name AS account,
  coalesce(v.expected, 'none') AS expected, coalesce(v.found, 'none') AS found, NULL AS first_diverging
FROM croupier_wallet.withdrawal AS d
FULL JOIN (
  SELECT brand_id, request_id, (array_agg(request_status ORDER BY version DESC))[1] AS status,
    sum(held) FILTER (WHERE tag = 'withdraw-hold') AS amount,
    min(wallet_id::text) FILTER (WHERE tag = 'withdraw-hold') AS wallet,
    min(currency) FILTER (WHERE tag = 'withdraw-hold') AS currency,
    (array_agg(id::text ORDER BY version DESC) FILTER (WHERE tag = 'withdraw-pay'))[1] AS payout,
    (array_agg(actor_kind || ':' || actor_id ORDER BY version DESC) FILTER (WHERE tag = 'withdraw-pay'))[1] AS payer,
    array_agg(actor_kind || ':' || actor_id) FILTER (WHERE tag = 'withdraw-approve') AS approvers,
    (array_agg(id ORDER BY version DESC) FILTER (WHERE tag = 'withdraw-settle'))[1] AS settled
  FROM croupier_wallet.transaction WHERE tag LIKE 'withdraw-%' AND request_id IS NOT NULL GROUP BY brand_id, request_id
) AS t ON t.brand_id = d.brand_id AND t.request_id = d.id
LEFT JOIN croupier_wallet.entry AS e ON e.brand_id = t.brand_id AND e.transaction_id = t.settled AND e.kind = 'bank'
CROSS JOIN LATERAL (VALUES ('status', t.status, d.status), ('amount', t.amount::text, d.amount::text),
  ('wallet_id', t.wallet, d.wallet_id::text), ('currency', t.currency, d.currency), ('payout', t.payout, d.payout::text),
  ('payer', t.payer, d.payer),
  -- A withdrawal of nothing has no entry that says where it was paid from.
  ('bank', CASE WHEN t.settled IS NOT NULL AND t.amount = 0 THEN d.bank ELSE e.sub END, d.bank),
  ('approved_by', CASE WHEN d.approved_by = ANY (t.approvers) THEN d.approved_by END, d.approved_by),
  ('seconded_by', CASE WHEN d.seconded_by = ANY (t.approvers) THEN d.seconded_by END, d.seconded_by)
) AS v (name, expected, found)
WHERE v.expected IS DISTINCT FROM v.found`
  },
  {
    name: "deposit request",
    sql: `
SELECT coalesce(q.brand_id, t.brand_id) AS brand, 'deposit request ' || coalesce(q.id, t.request_id) || ' ' || v.name AS account,
  coalesce(v.expected, 'none') AS expected, coalesce(v.found, 'none') AS found, NULL AS first_diverging
FROM croupier_wallet.deposit_request AS q
FULL JOIN (
  SELECT brand_id, request_id, (array_agg(request_status ORDER BY version DESC))[1] AS status,
    min(wallet_id::text) FILTER (WHERE tag = 'deposit-request') AS wallet,
    min(currency) FILTER (WHERE tag = 'deposit-request') AS currency, nullif(sum(cash) FILTER (WHERE tag = 'deposit'), 0) AS cash
  FROM croupier_wallet.transaction
  WHERE tag IN ('deposit-request', 'deposit', 'deposit-request-end') AND request_id IS NOT NULL GROUP BY brand_id, request_id
) AS t ON t.brand_id = q.brand_id AND t.request_id = q.id
CROSS JOIN LATERAL (VALUES
  ('status', CASE WHEN q.status = 'cancelled' AND t.status = 'pending' THEN 'cancelled' ELSE t.status END, q.status),
  ('wallet_id', t.wallet, q.wallet_id::text), ('currency', t.currency, q.currency),
  ('amount', coalesce(t.cash, q.amount)::text, q.amount::text)) AS v (name, expected, found)
WHERE v.expected IS DISTINCT FROM v.found`
  },
  {
    name: "open request of a wallet",
    sql: `
SELECT w.brand_id AS brand, 'wallet ' || w.id || ' request_id' AS account, coalesce(q.id::text, 'none') AS expected,
  coalesce(w.request_id::text, 'none') AS found, NULL AS first_diverging
FROM croupier_wallet.wallet AS w
LEFT JOIN croupier_wallet.deposit_request AS q
  ON q.brand_id = w.brand_id AND q.wallet_id = w.id AND q.status IN ('pending', 'review')
WHERE w.request_id IS DISTINCT FROM q.id`
  }
]
