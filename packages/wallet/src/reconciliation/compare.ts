import type { BrandKey } from "@croupier/core/Brand"
import type { WalletId } from "@croupier/core/Ids"
import { withSpan } from "@croupier/core/postgres/BrandTransaction"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { balances } from "../fold/BalanceFold.js"
import { expected } from "./expected.js"
import { allAccounts, type Difference } from "./Variance.js"

/** What one look at all books has found. */
export interface Comparison {
  readonly accounts: number
  readonly differences: ReadonlyArray<Difference>
}

/** More differences than these are not told apart. */
const most = 1000

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

interface Sum {
  readonly currency: string
  readonly sum: string
}

type BrandRow = Sum & { readonly brand: BrandKey; readonly count: bigint }

type WalletRow = Omit<Difference, "kind"> & {
  readonly kind: string | null
  readonly accounts: bigint
  readonly sums: ReadonlyArray<Sum>
}

/** The entries of all accounts of a brand in a currency, added up part by part. */
class Wholes {
  private readonly sums = new Map<string, Difference>()

  add(brand: BrandKey, sums: ReadonlyArray<Sum>): void {
    for (const { currency, sum } of sums) {
      const name = `${brand} ${currency}`
      const found = (this.sums.get(name)?.found ?? 0n) + BigInt(sum)
      this.sums.set(name, { brand, wallet: null, kind: allAccounts, sub: "", currency, expected: 0n, found })
    }
  }

  notNothing(): ReadonlyArray<Difference> {
    return [...this.sums.values()].filter(({ found }) => found !== 0n)
  }
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

const kinds = ["cash", "bonus", "held", "debt"] as const

/** Of a wallet's row, a line for each account; debt as entries have it. */
const lines = kinds.map((kind) => `('${kind}', ${kind === "debt" ? "-" : ""}w.${kind})`).join(", ")

const inRange = (id: string) =>
  `a.brand_id = $1 AND ($2::uuid IS NULL OR ${id} > $2::uuid) AND ($3::uuid IS NULL OR ${id} <= $3::uuid)`

/** At least one row: the first tells how many accounts there are. */
const walletDifferences = `
WITH held AS MATERIALIZED (
  SELECT a.brand_id, a.id AS wallet_id, a.currency, l.kind, l.amount FROM croupier_wallet.wallet AS a
  CROSS JOIN LATERAL (SELECT a.cash, a.bonus, a.held, a.debt) AS w
  CROSS JOIN LATERAL (VALUES ${lines}) AS l (kind, amount)
  WHERE ${inRange("a.id")}
), said AS MATERIALIZED (
  SELECT * FROM ${expected(`a.wallet_id IS NOT NULL AND ${inRange("a.wallet_id")}`)} AS e
)
SELECT (SELECT count(*) FROM held) AS accounts, (
  SELECT coalesce(jsonb_agg(jsonb_build_object('currency', s.currency, 'sum', s.sum::text)), '[]')
  FROM (SELECT currency, sum(amount) AS sum FROM said GROUP BY currency) AS s
) AS sums, d.* FROM (VALUES (1)) AS one
LEFT JOIN (
  SELECT brand_id AS brand, wallet_id AS wallet, kind, '' AS sub, currency,
    CASE WHEN kind = 'debt' THEN -1 ELSE 1 END * coalesce(e.amount, 0)::bigint AS expected,
    CASE WHEN kind = 'debt' THEN -1 ELSE 1 END * coalesce(h.amount, 0) AS found
  FROM held AS h
  FULL JOIN said AS e USING (brand_id, wallet_id, kind, currency)
  WHERE coalesce(h.amount, 0) <> coalesce(e.amount, 0)
  ORDER BY brand_id, wallet_id, kind LIMIT ${most}
) AS d ON true`

/** What the accounts of brands hold against their entries. */
export const brandDifferences = `
SELECT brand_id AS brand, NULL AS wallet, kind, sub, currency, coalesce(e.amount, 0)::bigint AS expected,
  coalesce(b.amount, 0)::bigint AS found
FROM ${balances} AS b
FULL JOIN ${expected("a.wallet_id IS NULL")} AS e USING (brand_id, kind, sub, currency)
WHERE coalesce(b.amount, 0) <> coalesce(e.amount, 0)
ORDER BY brand_id, kind, sub, currency LIMIT ${most}`

const brandAccounts = `
SELECT brand_id AS brand, currency, count(*) AS count, sum(amount)::text AS sum
FROM ${expected("a.wallet_id IS NULL")} AS e GROUP BY brand_id, currency`

/** One wallet of the brand `$1`: its differences, as of this statement. */
export const oneWallet = walletDifferences
  .replaceAll("> $2::uuid", "= $2::uuid")
  .replaceAll("<= $3::uuid", "= $3::uuid")
