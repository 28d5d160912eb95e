import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { follow, type Taken } from "../fold/follow.js"
import type { LedgerRebaseNeeded } from "../fold/LedgerRebaseNeeded.js"
import { laterEntries, newEntries } from "../fold/newEntries.js"

/** An account's entries do not distinguish which grant its bonus money is of: the balance does not either. */
const sub = (alias: string) => `CASE WHEN ${alias}.wallet_id IS NULL THEN ${alias}.sub ELSE '' END`

/** Moves the mark of reconciliation on by about `atMost` entries: their sums by account are kept, so none is read again. */
export const markEntries = (atMost: number): Effect.Effect<Taken, LedgerRebaseNeeded | SqlError, SqlClient.SqlClient> =>
  follow("reconciliation", atMost, ({ first, from, to }) =>
    Effect.flatMap(SqlClient.SqlClient, (sql) =>
      Effect.forEach([addToSums, addToWholes], (add) => sql.unsafe(add(newEntries), [from, to, first]), {
        discard: true
      })
    )
  )

/** Adds entries, a sub-select, to the sums by account. */
export const addToSums = (entries: string): string => `
INSERT INTO croupier_wallet.entry_sum AS s (brand_id, wallet_id, kind, sub, currency, amount)
SELECT n.brand_id, n.wallet_id, n.kind, ${sub("n")} AS sub, n.currency, sum(n.amount) FROM ${entries} AS n
GROUP BY n.brand_id, n.wallet_id, n.kind, ${sub("n")}, n.currency
ORDER BY n.brand_id, n.wallet_id, n.kind, ${sub("n")}, n.currency
ON CONFLICT (brand_id, wallet_id, kind, sub, currency) DO UPDATE SET amount = s.amount + excluded.amount`

/** Adds entries, a sub-select, to the sum over all accounts of a brand. A step takes whole postings, so each adds nothing. */
export const addToWholes = (entries: string): string => `
INSERT INTO croupier_wallet.entry_whole AS w (brand_id, currency, amount)
SELECT n.brand_id, n.currency, sum(n.amount) FROM ${entries} AS n GROUP BY n.brand_id, n.currency
ORDER BY n.brand_id, n.currency
ON CONFLICT (brand_id, currency) DO UPDATE SET amount = w.amount + excluded.amount WHERE excluded.amount <> 0`

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
    FROM croupier_wallet.follower AS f JOIN croupier_wallet.history AS h ON h.number = f.history
    CROSS JOIN LATERAL ${laterEntries("f.snapshot", "h.first_seq")} AS a
    WHERE f.name = 'reconciliation' AND ${where}
  ) AS x GROUP BY x.brand_id, x.wallet_id, x.kind, x.sub, x.currency
)`
