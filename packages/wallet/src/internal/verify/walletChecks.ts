import { millis } from "../../migrations/Epoch.js"
import type { Check } from "./checks.js"

const kinds = ["deposit", "stake", "loss"] as const
const periods = ["day", "week", "month"] as const

const counterSums = (period: string): string =>
  kinds.map((kind) => `sum(c.${kind}) FILTER (WHERE c.since >= o.${period}_from) AS ${period}_${kind}`).join(", ")

/** The bounds of a period as the last transaction that began one left them, and what is counted since. */
const counterColumns = (period: string, place: number): string =>
  [
    `('${period}_from', p.periods->>${2 * place}, w.${period}_from::text)`,
    `('${period}_until', p.periods->>${2 * place + 1}, w.${period}_until::text)`,
    ...kinds.map((kind) => `('${period}_${kind}', s.${period}_${kind}::text, w.${period}_${kind}::text)`)
  ].join(", ")

/**
 * What limits count, a row for each movement: brand_id, wallet_id, deposit, stake, loss (ledger units), and since when, in
 * milliseconds of the epoch. A reversal counts at the time of its original, a deposit request at that of its creation.
 */
const counted = `
    SELECT t.brand_id, t.wallet_id, CASE WHEN t.tag = 'deposit' AND t.request_id IS NULL THEN t.cash ELSE 0 END AS deposit,
      CASE WHEN t.tag = 'bet' THEN -(t.cash + t.bonus) ELSE 0 END AS stake,
      CASE WHEN t.tag IN ('bet', 'win') THEN -(t.cash + t.bonus + t.promo) ELSE 0 END AS loss, ${millis("t.at")} AS since
    FROM croupier_wallet.transaction AS t WHERE t.tag IN ('bet', 'win', 'deposit')
    UNION ALL
    SELECT o.brand_id, o.wallet_id, CASE WHEN o.tag = 'deposit' THEN -o.cash ELSE 0 END,
      CASE WHEN o.tag = 'bet' THEN o.cash + o.bonus ELSE 0 END,
      CASE o.tag WHEN 'bet' THEN o.cash + o.bonus WHEN 'win' THEN -(t.cash + t.bonus - t.debt + t.promo) ELSE 0 END,
      ${millis("coalesce(q.created_at, o.at)")}
    FROM croupier_wallet.transaction AS t
    JOIN croupier_wallet.transaction AS o ON o.brand_id = t.brand_id AND o.key = t.original AND o.tag IN ('bet', 'win', 'deposit')
    LEFT JOIN croupier_wallet.deposit_request AS q ON q.brand_id = o.brand_id AND q.id = o.request_id AND o.tag = 'deposit'
    UNION ALL
    SELECT q.brand_id, q.wallet_id, q.amount, 0, 0, ${millis("q.created_at")}
    FROM croupier_wallet.deposit_request AS q WHERE q.status IN ('pending', 'review', 'completed')`

/** What a wallet is, its blocks, limits and counters against the transactions that set and moved them. */
export const walletChecks: ReadonlyArray<Check> = [
  {
    name: "gate of a wallet",
    sql: `
SELECT w.brand_id AS brand, 'wallet ' || w.id || ' ' || v.name AS account, coalesce(v.expected, 'none') AS expected,
  v.found, NULL AS first_diverging
FROM croupier_wallet.wallet AS w
LEFT JOIN (
  SELECT brand_id, wallet_id, min(currency) FILTER (WHERE tag = 'open') AS currency,
    min(state->>'kind') FILTER (WHERE tag = 'open') AS kind,
    (array_agg(state ORDER BY version DESC) FILTER (WHERE tag IN ('gate', 'unfreeze')))[1] AS gate
  FROM croupier_wallet.transaction WHERE tag IN ('open', 'gate', 'unfreeze') GROUP BY brand_id, wallet_id
) AS t ON t.brand_id = w.brand_id AND t.wallet_id = w.id
CROSS JOIN LATERAL (
  SELECT coalesce(jsonb_agg(CASE jsonb_typeof(x.block) WHEN 'object' THEN x.block - 'reason' ELSE x.block END
    ORDER BY x.place), '[]') AS blocks
  FROM jsonb_array_elements(CASE jsonb_typeof(w.blocks) WHEN 'array' THEN w.blocks ELSE jsonb_build_array(w.blocks) END)
    WITH ORDINALITY AS x (block, place)
) AS b
CROSS JOIN LATERAL (VALUES ('kind', t.kind, w.kind), ('currency', t.currency, w.currency),
  ('blocks', coalesce(t.gate->'blocks', '[]')::text, b.blocks::text),
  ('limits', coalesce(t.gate->'limits', '[]')::text, w.limits::text)) AS v (name, expected, found)
WHERE v.expected IS DISTINCT FROM v.found`
  },
  {
    name: "counters of a wallet",
    sql: `
SELECT w.brand_id AS brand, 'wallet ' || w.id || ' ' || v.name AS account, coalesce(v.expected, '0') AS expected,
  v.found, NULL AS first_diverging
FROM croupier_wallet.wallet AS w
LEFT JOIN (
  SELECT brand_id, wallet_id, (array_agg(state->'periods' ORDER BY version DESC))[1] AS periods
  FROM croupier_wallet.transaction WHERE state ? 'periods' GROUP BY brand_id, wallet_id
) AS p ON p.brand_id = w.brand_id AND p.wallet_id = w.id
LEFT JOIN (
  SELECT o.brand_id, o.id,
    ${periods.map(counterSums).join(",\n    ")}
  FROM croupier_wallet.wallet AS o JOIN (${counted}) AS c ON c.brand_id = o.brand_id AND c.wallet_id = o.id
  GROUP BY o.brand_id, o.id
) AS s ON s.brand_id = w.brand_id AND s.id = w.id
CROSS JOIN LATERAL (VALUES
  ${periods.map(counterColumns).join(",\n  ")}) AS v (name, expected, found)
WHERE v.found <> coalesce(v.expected, '0')`
  }
]
