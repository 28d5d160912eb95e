import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { follow, type Taken } from "../fold/follow.js"
import { laterEntries, newEntries } from "../fold/newEntries.js"

/** An account's entries do not tell apart which grant its bonus money is of: the balance does not either. */
const sub = (alias: string) => `CASE WHEN ${alias}.wallet_id IS NULL THEN ${alias}.sub ELSE '' END`

/** Moves the mark of reconciliation on by about `atMost` entries: their sums by account are kept, so none is read again. */
export const markEntries = (atMost: number): Effect.Effect<Taken, SqlError, SqlClient.SqlClient> =>
  follow("reconciliation", atMost, ({ from, to }) =>
    Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(addToSums, [from, to]))
  )

const addToSums = `
INSERT INTO croupier_wallet.entry_sum AS s (brand_id, wallet_id, kind, sub, currency, amount)
SELECT n.brand_id, n.wallet_id, n.kind, ${sub("n")} AS sub, n.currency, sum(n.amount) FROM ${newEntries} AS n
GROUP BY n.brand_id, n.wallet_id, n.kind, ${sub("n")}, n.currency
ORDER BY n.brand_id, n.wallet_id, n.kind, ${sub("n")}, n.currency
ON CONFLICT (brand_id, wallet_id, kind, sub, currency) DO UPDATE SET amount = s.amount + excluded.amount`

/**
 * What the entries say that accounts hold, as a sub-select of one moment: the sums up to the mark and the entries after it.
 * `where` narrows both, over `a`. Amounts are signed as entries are: debt is negative.
 */
export const expected = (where: string): string => `(
  SELECT x.brand_id, x.wallet_id, x.kind, x.sub, x.currency, sum(x.amount) AS amount FROM (
    SELECT a.brand_id, a.wallet_id, a.kind, a.sub, a.currency, a.amount FROM croupier_wallet.entry_sum AS a
    WHERE ${where}
    UNION ALL
    SELECT a.brand_id, a.wallet_id, a.kind, ${sub("a")}, a.currency, a.amount
    FROM croupier_wallet.follower AS f
    CROSS JOIN LATERAL ${laterEntries("f.snapshot")} AS a
    WHERE f.name = 'reconciliation' AND ${where}
  ) AS x GROUP BY x.brand_id, x.wallet_id, x.kind, x.sub, x.currency
)`
