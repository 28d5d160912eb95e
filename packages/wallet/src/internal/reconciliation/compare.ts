import type { BrandKey } from "@croupier/core/Brand"
import { brandKeys } from "@croupier/core/brands/brandKeys"
import type { WalletId } from "@croupier/core/Ids"
import { withSpan } from "@croupier/core/postgres/BrandTransaction"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Option, Stream } from "effect"
import { brandAccounts, brandDifferences, endOfPart, most, walletDifferences, wholes } from "./Comparisons.js"
import { type Difference, type DifferenceRow, differenceOf } from "./Variance.js"

/** What one comparison of all books has found. */
export interface Comparison {
  readonly accounts: number
  readonly differences: ReadonlyArray<Difference>
}

const none: Comparison = { accounts: 0, differences: [] }

/**
 * Compares every account of every brand with its entries, and each currency's whole with zero: brands' accounts first, then
 * their wallets part by part. Each part is one REPEATABLE READ transaction over `walletsAtOnce` wallets, so that its length
 * depends on this number only. `before` runs before each part, outside of its transaction.
 */
export const compare = <E, R>(
  before: Effect.Effect<void, E, R>,
  walletsAtOnce = 20_000
): Effect.Effect<Comparison, E | SqlError, R | SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const { brands, ofBrands } = yield* compareBrands
    const parts = Stream.flatMap(Stream.fromIterable(brands), (brand) => partsOf(brand, walletsAtOnce))
    return yield* Stream.runFoldWhileEffect(
      parts,
      ofBrands,
      ({ differences }) => differences.length < most,
      (sum, part) => Effect.map(Effect.zipRight(before, comparePart(part)), (found) => joined(sum, found))
    )
  })

const joined = (one: Comparison, other: Comparison): Comparison => ({
  accounts: one.accounts + other.accounts,
  differences: [...one.differences, ...other.differences].slice(0, most)
})

/** A brand's wallets after the first id and up to the second; the last part has no end, so that no wallet lies beyond. */
interface Part {
  readonly brand: BrandKey
  readonly from: WalletId | null
  readonly to: WalletId | null
}

const compareBrands = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql.unsafe(settings)
  const ofWholes = yield* sql.unsafe<DifferenceRow>(wholes)
  const ofAccounts = yield* sql.unsafe<DifferenceRow>(brandDifferences)
  const differences = [...ofWholes, ...ofAccounts].slice(0, most).map(differenceOf)
  const [count] = yield* sql.unsafe<{ accounts: bigint }>(brandAccounts)
  const ofBrands: Comparison = { accounts: Number(count!.accounts), differences }
  return { brands: yield* brandKeys, ofBrands }
}).pipe(withSpan({ snapshot: true }))

const partsOf = (brand: BrandKey, walletsAtOnce: number): Stream.Stream<Part, SqlError, SqlClient.SqlClient> =>
  Stream.paginateEffect(null as WalletId | null, (from) =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* sql.unsafe(settings)
      const [end] = yield* sql.unsafe<{ id: WalletId }>(endOfPart, [brand, from, walletsAtOnce])
      const to = end?.id ?? null
      return [{ brand, from, to }, Option.fromNullable(to)] as const
    }).pipe(withSpan({ snapshot: true }))
  )

const comparePart = ({ brand, from, to }: Part): Effect.Effect<Comparison, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    yield* sql.unsafe(settings)
    const rows = yield* sql.unsafe<WalletRow>(walletDifferences, [brand, from, to])
    return {
      accounts: Number(rows[0]?.accounts ?? 0n),
      differences: rows.flatMap(({ kind, ...row }) => (kind === null ? [] : [differenceOf({ ...row, kind })]))
    }
  }).pipe(
    withSpan({ snapshot: true }),
    Effect.map((found) => joined(none, found))
  )

const settings = "SET LOCAL statement_timeout = 0; SET LOCAL enable_seqscan = off"

type WalletRow = Omit<DifferenceRow, "kind"> & { readonly kind: string | null; readonly accounts: bigint }
