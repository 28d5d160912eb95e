import type { BrandKey } from "@croupier/core/Brand"
import type { WalletId } from "@croupier/core/Ids"
import { withSpan } from "@croupier/core/postgres/BrandTransaction"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { brandAccounts, brandDifferences, most, walletDifferences } from "./comparisons.js"
import type { Difference } from "./Variance.js"
import { type Sum, Wholes } from "./Wholes.js"

/** What one look at all books has found. */
export interface Comparison {
  readonly accounts: number
  readonly differences: ReadonlyArray<Difference>
}

/**
 * Compares every account of every brand with its entries, and each currency's whole with nothing, in one REPEATABLE READ
 * transaction. `alive` is run between its statements, outside of it; one looks at so many wallets at most.
 */
export const compare = (
  alive: Effect.Effect<void>,
  walletsAtOnce = 50_000
): Effect.Effect<Comparison, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    yield* sql.unsafe("SET LOCAL statement_timeout = 0; SET LOCAL enable_seqscan = off")
    const differences: Array<Difference> = [...(yield* sql.unsafe<Difference>(brandDifferences))]
    const wholes = new Wholes()
    const ofBrands = yield* sql.unsafe<BrandRow>(brandAccounts)
    let accounts = 0
    for (const { brand, count, ...sum } of ofBrands) {
      accounts += Number(count)
      wholes.add(brand, [sum])
    }
    for (const { brand, from, to } of yield* ranges(walletsAtOnce)) {
      yield* alive
      const rows = yield* sql.unsafe<WalletRow>(walletDifferences, [brand, from, to])
      accounts += Number(rows[0]!.accounts)
      wholes.add(brand, rows[0]!.sums)
      for (const { accounts: _, sums: __, ...row } of rows) {
        if (row.kind !== null) differences.push({ ...row, kind: row.kind })
      }
      if (differences.length >= most) return { accounts, differences: differences.slice(0, most) }
    }
    return { accounts, differences: [...differences, ...wholes.notNothing()] }
  }).pipe(withSpan({ snapshot: true }))

type BrandRow = Sum & { readonly brand: BrandKey; readonly count: bigint }

type WalletRow = Omit<Difference, "kind"> & {
  readonly kind: string | null
  readonly accounts: bigint
  readonly sums: ReadonlyArray<Sum>
}

interface Range {
  readonly brand: BrandKey
  readonly from: WalletId | null
  readonly to: WalletId | null
}

/** Each brand's wallets in parts, the first and the last without an end, so that nothing lies between or beyond. */
const ranges = (walletsAtOnce: number): Effect.Effect<ReadonlyArray<Range>, SqlError, SqlClient.SqlClient> =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql<Range>`
    SELECT b.key AS brand, lag(p.id) OVER parts AS from, p.id AS to FROM croupier_core.brand AS b
    CROSS JOIN LATERAL (
      SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM croupier_wallet.wallet WHERE brand_id = b.key) AS w
      WHERE n % ${walletsAtOnce} = 0
      UNION ALL SELECT NULL
    ) AS p
    WINDOW parts AS (PARTITION BY b.key ORDER BY p.id NULLS LAST)`
  )
