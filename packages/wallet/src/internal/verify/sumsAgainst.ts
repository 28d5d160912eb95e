/** A check of what is kept of accounts' entries, a sub-select, against all of them; `which` narrows the entries. */
export const sumsAgainst = (kept: string, which: string): string => `
SELECT brand_id AS brand, concat_ws(' ', 'wallet ' || nullif(holder, ''), kind, nullif(sub, ''), 'in', currency) AS account,
  coalesce(e.amount, 0)::text AS expected, coalesce(k.amount, 0)::text AS found, NULL AS first_diverging
FROM (
  SELECT brand_id, coalesce(wallet_id::text, '') AS holder, kind, sub, currency, amount FROM ${kept} AS k
) AS k
FULL JOIN (
  SELECT brand_id, coalesce(wallet_id::text, '') AS holder, kind,
    CASE WHEN wallet_id IS NULL THEN sub ELSE '' END AS sub, currency, sum(amount) AS amount
  FROM croupier_wallet.entry WHERE ${which} GROUP BY 1, 2, 3, 4, 5
) AS e USING (brand_id, holder, kind, sub, currency)
WHERE coalesce(k.amount, 0) <> coalesce(e.amount, 0)`
