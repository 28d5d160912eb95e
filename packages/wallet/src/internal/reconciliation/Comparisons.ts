import { balances } from "../../fold/BalanceFold.js"
import { expected } from "./expected.js"
import { allAccounts } from "./Variance.js"

/** More differences than these are not listed. */
export const most = 1000

const kinds = ["cash", "bonus", "held", "debt"] as const

/** Of a wallet's row, a line for each account; debt as entries have it. */
const lines = kinds.map((kind) => `('${kind}', ${kind === "debt" ? "-" : ""}w.${kind})`).join(", ")

const inRange = (id: string) =>
  `a.brand_id = $1 AND ($2::uuid IS NULL OR ${id} > $2::uuid) AND ($3::uuid IS NULL OR ${id} <= $3::uuid)`

/** Of a part of the brand `$1`'s wallets, after `$2` and up to `$3`. At least one row: the first has the number of accounts. */
export const walletDifferences = `
WITH held AS MATERIALIZED (
  SELECT a.brand_id, a.id AS wallet_id, a.currency, l.kind, l.amount FROM croupier_wallet.wallet AS a
  CROSS JOIN LATERAL (SELECT a.cash, a.bonus, a.held, a.debt) AS w
  CROSS JOIN LATERAL (VALUES ${lines}) AS l (kind, amount)
  WHERE ${inRange("a.id")}
), said AS MATERIALIZED (
  SELECT * FROM ${expected(`a.wallet_id IS NOT NULL AND ${inRange("a.wallet_id")}`)} AS e
)
SELECT (SELECT count(*) FROM held) AS accounts, d.* FROM (VALUES (1)) AS one
LEFT JOIN (
  SELECT brand_id AS brand, wallet_id AS wallet, kind, '' AS sub, currency,
    CASE WHEN kind = 'debt' THEN -1 ELSE 1 END * coalesce(e.amount, 0) AS expected,
    CASE WHEN kind = 'debt' THEN -1 ELSE 1 END * coalesce(h.amount, 0) AS found
  FROM held AS h
  FULL JOIN said AS e USING (brand_id, wallet_id, kind, currency)
  WHERE coalesce(h.amount, 0) <> coalesce(e.amount, 0)
  ORDER BY brand_id, wallet_id, kind LIMIT ${most}
) AS d ON true`

/** What the accounts of brands hold against their entries. */
export const brandDifferences = `
SELECT brand_id AS brand, NULL AS wallet, kind, sub, currency, coalesce(e.amount, 0) AS expected,
  coalesce(b.amount, 0) AS found
FROM ${balances} AS b
FULL JOIN ${expected("a.wallet_id IS NULL")} AS e USING (brand_id, kind, sub, currency)
WHERE coalesce(b.amount, 0) <> coalesce(e.amount, 0)
ORDER BY brand_id, kind, sub, currency LIMIT ${most}`

/** How many accounts brands have. */
export const brandAccounts = `SELECT count(*) AS accounts FROM ${expected("a.wallet_id IS NULL")} AS e`

/** The sums of all accounts of a brand in a currency that are not zero. */
export const wholes = `
SELECT brand_id AS brand, NULL AS wallet, '${allAccounts}' AS kind, '' AS sub, currency, 0::numeric AS expected, amount AS found
FROM croupier_wallet.entry_whole WHERE amount <> 0 ORDER BY brand_id, currency LIMIT ${most}`

/** The last of the next `$3` wallets of the brand `$1` after the id `$2`; no row where fewer are left. */
export const endOfPart = `
SELECT id FROM croupier_wallet.wallet WHERE brand_id = $1 AND ($2::uuid IS NULL OR id > $2::uuid)
ORDER BY id OFFSET $3::bigint - 1 LIMIT 1`

/** One wallet of the brand `$1`: its differences, as of this statement. */
export const oneWallet = walletDifferences
  .replaceAll("> $2::uuid", "= $2::uuid")
  .replaceAll("<= $3::uuid", "= $3::uuid")
