import type { Check } from "./checks.js"

/** Rounds against their bets, wins and reversals, and against what each left of its round. */
export const roundChecks: ReadonlyArray<Check> = [
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
  SELECT brand_id, wallet_id, provider, round_id, min(currency) AS currency,
    (array_agg(grant_id::text ORDER BY version DESC) FILTER (WHERE tag = 'bet' AND grant_id IS NOT NULL))[1] AS grant_id,
    (array_agg(CASE WHEN round_closed THEN 'closed' ELSE 'open' END ORDER BY version DESC))[1] AS status,
    (array_agg(round_review ORDER BY version DESC))[1] AS review,
    (array_agg(at ORDER BY version) FILTER (WHERE round_closed))[1] AS closed_at,
    (array_agg(at ORDER BY version))[1] AS opened_at, (array_agg(game ORDER BY version))[1] AS game
  FROM croupier_wallet.transaction WHERE round_closed IS NOT NULL GROUP BY brand_id, wallet_id, provider, round_id
) AS t ON t.brand_id = r.brand_id AND t.wallet_id = r.wallet_id AND t.provider = r.provider AND t.round_id = r.id
CROSS JOIN LATERAL (VALUES
  ('grant_id', CASE WHEN r.stake_bonus > 0 OR r.payout_bonus > 0 THEN t.grant_id END, r.grant_id::text),
  ('currency', t.currency, r.currency), ('game', t.game, r.game), ('status', t.status, r.status),
  ('review', t.review::text, r.review::text), ('opened_at', t.opened_at::text, r.opened_at::text),
  ('closed_at', t.closed_at::text, r.closed_at::text)) AS v (name, expected, found)
WHERE v.expected IS DISTINCT FROM v.found`
  }
]
