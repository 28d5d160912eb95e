import { millis } from "../../migrations/Epoch.js"
import type { Check } from "./checks.js"

/** Deposit requests and withdrawals against the last transaction of each, and what wallets say of them. */
export const cashierChecks: ReadonlyArray<Check> = [
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
    (array_agg(state->'withdrawal' ORDER BY version DESC))[1] AS state,
    (array_agg(reason ORDER BY version DESC) FILTER (WHERE reason IS NOT NULL))[1] AS reason
  FROM croupier_wallet.transaction WHERE tag LIKE 'withdraw-%' AND request_id IS NOT NULL GROUP BY brand_id, request_id
) AS t ON t.brand_id = d.brand_id AND t.request_id = d.id
CROSS JOIN LATERAL (VALUES ('status', t.status, d.status), ('amount', t.amount::text, d.amount::text),
  ('wallet_id', t.wallet, d.wallet_id::text), ('currency', t.currency, d.currency), ('payout', t.payout, d.payout::text),
  ('payer', t.payer, d.payer),
  ('holder', t.state->>'holder', d.holder), ('pay_to', nullif(t.state->'payTo', 'null')::text, d.pay_to::text),
  ('reviews', (t.state->'reviews')::text, d.reviews::text), ('two_people', t.state->>'twoPeople', d.two_people::text),
  ('approved_by', t.state->'approvedBy'->>0, d.approved_by), ('seconded_by', t.state->'approvedBy'->>1, d.seconded_by),
  ('bank', t.state->>'bank', d.bank), ('reason', t.reason, d.reason),
  ('requested_at', t.state->>'requestedAt', ${millis("d.requested_at")}::text)
) AS v (name, expected, found)
WHERE v.expected IS DISTINCT FROM v.found`
  },
  {
    name: "deposit request",
    sql: `
SELECT coalesce(q.brand_id, t.brand_id) AS brand, 'deposit request ' || coalesce(q.id::text, t.id) || ' ' || v.name AS account,
  coalesce(v.expected, 'none') AS expected, coalesce(v.found, 'none') AS found, NULL AS first_diverging
FROM croupier_wallet.deposit_request AS q
FULL JOIN (
  SELECT brand_id, state->'request'->>'id' AS id, min(wallet_id::text) AS wallet, min(currency) AS currency,
    (array_agg(state->'request' ORDER BY version DESC))[1] AS state
  FROM croupier_wallet.transaction WHERE state ? 'request' GROUP BY brand_id, 2
) AS t ON t.brand_id = q.brand_id AND t.id = q.id::text
CROSS JOIN LATERAL (VALUES
  ('status', t.state->>'status', q.status), ('amount', t.state->>'amount', q.amount::text),
  ('wallet_id', t.wallet, q.wallet_id::text), ('currency', t.currency, q.currency),
  ('reference', t.state->>'reference', q.reference), ('pay_to', (t.state->'payTo')::text, q.pay_to::text),
  ('review', t.state->>'review', q.review), ('created_at', t.state->>'createdAt', ${millis("q.created_at")}::text),
  ('expires_at', t.state->>'expiresAt', ${millis("q.expires_at")}::text)) AS v (name, expected, found)
WHERE v.expected IS DISTINCT FROM v.found`
  },
  {
    name: "money of a deposit request",
    sql: `
SELECT t.brand_id AS brand, 'deposit request ' || t.request_id || ' amount' AS account, sum(t.cash)::text AS expected,
  coalesce(q.amount::text, 'none') AS found, 'transaction ' || min(t.key) AS first_diverging
FROM croupier_wallet.transaction AS t
LEFT JOIN croupier_wallet.deposit_request AS q ON q.brand_id = t.brand_id AND q.id = t.request_id
WHERE t.tag = 'deposit' AND t.request_status = 'completed'
GROUP BY t.brand_id, t.request_id, q.amount HAVING sum(t.cash) IS DISTINCT FROM q.amount`
  },
  {
    name: "open request of a wallet",
    sql: `
SELECT w.brand_id AS brand, 'wallet ' || w.id || ' request_id' AS account, coalesce(t.request_id, 'none') AS expected,
  coalesce(w.request_id::text, 'none') AS found, NULL AS first_diverging
FROM croupier_wallet.wallet AS w
LEFT JOIN (
  SELECT brand_id, wallet_id, (array_agg(state->'request'->>'open' ORDER BY version DESC))[1] AS request_id
  FROM croupier_wallet.transaction WHERE state ? 'request' GROUP BY brand_id, wallet_id
) AS t ON t.brand_id = w.brand_id AND t.wallet_id = w.id
WHERE w.request_id::text IS DISTINCT FROM t.request_id`
  }
]
