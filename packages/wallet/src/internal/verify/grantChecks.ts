import { millis } from "../../migrations/Epoch.js"
import type { Check } from "./checks.js"

/** Bonuses against the transactions that gave, ended and used them. */
export const grantChecks: ReadonlyArray<Check> = [
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
    (array_agg(state->'terms') FILTER (WHERE tag = 'bonus-grant'))[1] AS terms,
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
  ('max_bet', t.terms->>'maxBet', g.max_bet::text), ('max_cash_out', t.terms->>'maxCashOut', g.max_cash_out::text),
  ('expires_at', t.terms->>'expiresAt', ${millis("g.expires_at")}::text),
  ('excluded_games', (t.terms->'excludedGames')::text, g.excluded_games::text),
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
    name: "bonus parts of a transaction",
    sql: `
SELECT t.brand_id AS brand, 'transaction ' || t.key || ' promo' AS account, coalesce(e.promo, 0)::text AS expected,
  t.promo::text AS found, 'version ' || t.version AS first_diverging
FROM croupier_wallet.transaction AS t
LEFT JOIN (
  SELECT brand_id, transaction_id, sum(amount) AS promo FROM croupier_wallet.entry WHERE kind = 'promo' GROUP BY 1, 2
) AS e ON e.brand_id = t.brand_id AND e.transaction_id = t.id
WHERE t.promo <> CASE WHEN t.tag IN ('win', 'rollback', 'bonus-convert', 'bonus-forfeit') THEN coalesce(e.promo, 0) ELSE 0 END`
  }
]
