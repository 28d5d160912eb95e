import type { BrandKey } from "@croupier/core/Brand"
import { withBrand, withSpan } from "@croupier/core/postgres/BrandTransaction"
import { textArray } from "@croupier/core/postgres/textArray"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { verifySeal } from "../internal/seal/verifySeal.js"
import { authorityChecks } from "../internal/verify/authorityChecks.js"
import { checks } from "../internal/verify/checks.js"
import type { LedgerFault, LedgerReport } from "../internal/verify/LedgerReport.js"
import type { Head } from "../seal/Head.js"

export * from "../internal/verify/LedgerReport.js"

/** Which books are verified. */
export interface VerifyOptions {
  /** These brands only, which any login may ask for; without it every brand, as a member of `croupier_span`. */
  readonly brands?: ReadonlyArray<BrandKey>
  /** Heads of chains that were kept elsewhere: each has to be in its brand's chain still. */
  readonly heads?: ReadonlyArray<Head>
}

/**
 * The ledger's oracle: O1, O2, O3 and O6 over the whole history, and the seal over it, in one REPEATABLE READ transaction.
 * The database does the work and answers with the faults, so that neither side holds the ledger in memory.
 */
export const verifyLedger = (options: VerifyOptions = {}): Effect.Effect<LedgerReport, SqlError, SqlClient.SqlClient> =>
  verified(options.heads ?? []).pipe(
    options.brands === undefined ? withSpan({ snapshot: true }) : withBrand(options.brands, { snapshot: true })
  )

const verified = (heads: ReadonlyArray<Head>) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    yield* sql.unsafe("SET LOCAL statement_timeout = 0")
    const [size] = yield* sql<Record<"brands" | "wallets" | "transactions" | "entries", bigint>>`
    SELECT count(DISTINCT brand_id) AS brands, count(*) AS wallets,
      (SELECT count(*) FROM croupier_wallet.transaction) AS transactions,
      (SELECT count(*) FROM croupier_wallet.entry) AS entries
    FROM croupier_wallet.wallet`
    const faults = yield* Effect.forEach([...checks, ...authorityChecks], (check) =>
      Effect.map(sql.unsafe<FaultRow>(`${check.sql}\nLIMIT 100`), (rows) => rows.map((row) => faultOf(check.name, row)))
    )
    // After the checks: it leaves the planner nothing but indexes.
    const brands = yield* sql<{ brand: BrandKey }>`
    SELECT unnest(croupier_core.brands()) AS brand UNION SELECT unnest(${textArray(heads.map(({ brand }) => brand))}::text[])
    ORDER BY 1`
    const chains = yield* Effect.forEach(brands, ({ brand }) =>
      verifySeal(
        brand,
        heads.filter((head) => head.brand === brand)
      )
    )
    return {
      brands: Number(size!.brands),
      wallets: Number(size!.wallets),
      transactions: Number(size!.transactions),
      entries: Number(size!.entries),
      links: chains.reduce((sum, { links }) => sum + links, 0),
      faults: [...faults.flat(), ...chains.flatMap((chain) => chain.faults)]
    }
  })

type FaultRow = Omit<LedgerFault, "check" | "firstDiverging"> & { readonly first_diverging: string | null }

const faultOf = (check: string, { first_diverging, ...row }: FaultRow): LedgerFault => ({
  check,
  brand: row.brand,
  account: row.account,
  expected: row.expected,
  found: row.found,
  firstDiverging: first_diverging
})
