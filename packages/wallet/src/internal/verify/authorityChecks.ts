import { cashierChecks } from "./cashierChecks.js"
import type { Check } from "./checks.js"
import { grantChecks } from "./grantChecks.js"
import { roundChecks } from "./roundChecks.js"
import { walletChecks } from "./walletChecks.js"

const reversalChecks: ReadonlyArray<Check> = [
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
  }
]

/**
 * Rows that authorise money, each against the transactions that made it: a row changed by hand would authorise a payout. The
 * first line of each names the row and its column.
 */
export const authorityChecks: ReadonlyArray<Check> = [
  ...reversalChecks,
  ...roundChecks,
  ...grantChecks,
  ...cashierChecks,
  ...walletChecks
]
