import { withSpan } from "@croupier/core/postgres/BrandTransaction"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { firstDiverging } from "../verify/checks.js"
import { brandDifferences, oneWallet } from "./Comparisons.js"
import { allAccounts, type Difference, type DifferenceRow, differenceOf, type Variance } from "./Variance.js"

/**
 * Looks again at a difference while nothing can be posted to its account: a wallet's under the lock that every posting takes,
 * a brand's under the fold's. Answers it with the figures of now, or nothing where there is none.
 */
export const confirm = (suspect: Difference): Effect.Effect<ReadonlyArray<Variance>, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { brand, kind, wallet } = suspect
    // A sum over all accounts was of one moment, and no lock makes it more so.
    if (kind === allAccounts) return [suspect]
    yield* sql.unsafe("SET LOCAL enable_seqscan = off")
    // The next statement sees everything that was posted before the lock was given.
    if (wallet === null) {
      yield* sql`SELECT FROM croupier_wallet.follower WHERE name = 'balance fold' FOR NO KEY UPDATE`
      return (yield* sql.unsafe<DifferenceRow>(brandDifferences)).map(differenceOf)
    }
    yield* sql`SELECT croupier_wallet.hold_wallet(${brand}, ${wallet})`
    return (yield* sql.unsafe<WalletRow>(oneWallet, [brand, wallet, wallet])).flatMap(({ kind, ...row }) =>
      kind === null ? [] : [differenceOf({ ...row, kind })]
    )
  }).pipe(
    withSpan(),
    Effect.map((now) => now.filter((each) => nameOf(each) === nameOf(suspect))),
    Effect.flatMap((confirmed) =>
      Effect.forEach(confirmed, ({ brand, currency, expected, found, kind, sub, wallet }) =>
        Effect.map(diverging(suspect), (firstDiverging) => ({
          brand,
          wallet,
          kind,
          sub,
          currency,
          expected,
          found,
          firstDiverging
        }))
      )
    )
  )

/** Without a kind where the wallet differs in nothing. */
type WalletRow = Omit<DifferenceRow, "kind"> & { readonly kind: string | null }

const nameOf = ({ brand, currency, kind, sub, wallet }: Difference): string =>
  JSON.stringify([brand, wallet, kind, sub, currency])

/** Reads the account's whole history, so it is done after the answer. */
const diverging = ({ brand, currency, kind, wallet }: Difference) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const [found] = yield* wallet === null
      ? kind === allAccounts
        ? sql.unsafe<{ text: string | null }>(firstUnbalanced, [brand, currency])
        : Effect.succeed([])
      : sql.unsafe<{ text: string | null }>(firstOfWallet, [brand, wallet, kind])
    return found?.text ?? `none of its entries: the ${wallet === null ? "checkpoint" : "balance"} itself was changed`
  }).pipe(withSpan())

const firstOfWallet = `
SELECT d.text FROM (SELECT $1::text AS brand_id, $2::uuid AS wallet_id, $3::text AS kind) AS x ${firstDiverging}`

const firstUnbalanced = `
SELECT 'entry ' || min(seq) || ' of transaction ' || transaction_id || ': its entries sum to ' || sum(amount) AS text
FROM croupier_wallet.entry WHERE brand_id = $1 AND currency = $2
GROUP BY transaction_id HAVING sum(amount) <> 0 ORDER BY min(seq) LIMIT 1`
