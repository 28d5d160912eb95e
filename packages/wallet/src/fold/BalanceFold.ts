import type { BrandKey } from "@croupier/core/Brand"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Metric } from "effect"
import type { BrandAccount } from "../contract/Command.js"
import { follow, type Taken } from "../internal/fold/follow.js"
import type { LedgerRebaseNeeded } from "../internal/fold/LedgerRebaseNeeded.js"
import { laterEntries, newEntries } from "../internal/fold/newEntries.js"

/** An account of a brand and what it holds, in ledger units. */
export interface BrandBalance extends BrandAccount {
  readonly brand: BrandKey
  readonly currency: string
  readonly amount: bigint
}

/**
 * Adds what has been posted since to the checkpoints of brands' accounts, at most about `atMost` entries. A balance is the
 * same before and after: only the way to it gets shorter.
 */
export const foldBalances = (atMost = 5000): Effect.Effect<Taken, LedgerRebaseNeeded | SqlError, SqlClient.SqlClient> =>
  follow("balance fold", atMost, ({ first, from, to }) =>
    Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(addToCheckpoints(newEntries), [from, to, first]))
  ).pipe(Effect.tap(({ waited }) => Metric.set(lag, waited)))

const lag = Metric.gauge("wallet_fold_lag_seconds", {
  description: "Age of the oldest entry processed in the last step of the balance fold"
})

/** Adds entries, a sub-select, to the checkpoints. */
export const addToCheckpoints = (entries: string): string => `
INSERT INTO croupier_wallet.checkpoint AS c (brand_id, kind, sub, currency, amount)
SELECT n.brand_id, n.kind, n.sub, n.currency, sum(n.amount) FROM ${entries} AS n WHERE n.wallet_id IS NULL
GROUP BY n.brand_id, n.kind, n.sub, n.currency
ON CONFLICT (brand_id, kind, sub, currency) DO UPDATE SET amount = c.amount + excluded.amount`

/** The balances of all accounts of these brands as of now: checkpoint plus later entries. Joins no transaction. */
export const brandBalances = (
  brands: ReadonlyArray<BrandKey>
): Effect.Effect<ReadonlyArray<BrandBalance>, SqlError, SqlClient.SqlClient> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.zipRight(
      sql.unsafe("SET LOCAL enable_seqscan = off"),
      sql.unsafe<Omit<BrandBalance, "amount"> & { readonly amount: string }>(`
        SELECT brand_id AS brand, kind, sub, currency, amount FROM ${balances} AS b
        ORDER BY brand_id, kind, sub, currency`)
    )
  ).pipe(
    withBrand(brands),
    Effect.map((rows) => rows.map(({ amount, ...account }) => ({ ...account, amount: BigInt(amount) })))
  )

/** Balances of brands' accounts as a sub-select, of one moment in any statement: brand_id, kind, sub, currency, amount. */
export const balances = `(
  SELECT x.brand_id, x.kind, x.sub, x.currency, sum(x.amount) AS amount FROM (
    SELECT brand_id, kind, sub, currency, amount FROM croupier_wallet.checkpoint
    UNION ALL
    SELECT e.brand_id, e.kind, e.sub, e.currency, e.amount
    FROM croupier_wallet.follower AS f JOIN croupier_wallet.history AS h ON h.number = f.history
    CROSS JOIN LATERAL ${laterEntries("f.snapshot", "h.first_seq")} AS e
    WHERE f.name = 'balance fold' AND e.wallet_id IS NULL
  ) AS x GROUP BY x.brand_id, x.kind, x.sub, x.currency
)`
