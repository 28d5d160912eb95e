import { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Schema } from "effect"
import { BrandKey } from "../Brand.js"
import { refuseInTransaction, transaction } from "../internal/postgres/transaction.js"
import { inTurn } from "./ConnectionTurns.js"

export { refuseInTransaction } from "../internal/postgres/transaction.js"

/**
 * How a transaction runs. `snapshot`: read only, and every statement sees the same moment. `settings`: configuration
 * parameters that hold until it ends.
 */
export interface BrandTransactionOptions {
  readonly snapshot?: boolean
  readonly settings?: Readonly<Record<string, number | string>>
}

/**
 * Runs the effect in one transaction that sees and writes the rows of these brands only. Dies inside another transaction.
 * Brands take turns for the connections of the pool.
 */
export const withBrand = (
  brand: BrandKey | ReadonlyArray<BrandKey>,
  options?: BrandTransactionOptions
): BrandTransaction => {
  const brands = (typeof brand === "string" ? [brand] : brand).map((key) => checked(key)).join(",")
  const wrap = within(brands, options)
  return (effect) =>
    Effect.flatMap(SqlClient, (sql) => inTurn(sql, brands)(wrap(effect))).pipe(
      refuseInTransaction("a transaction of its own")
    )
}

/** The same for the rows of every brand; the login must be a member of `croupier_span`. Brands are those in `croupier_core.brand`. */
export const withSpan = (options?: BrandTransactionOptions): BrandTransaction => within("*", options)

/** Wraps an effect in a transaction. */
export type BrandTransaction = <A, E, R>(
  effect: Effect.Effect<A, E, R>
) => Effect.Effect<A, E | SqlError, R | SqlClient>

const within =
  (brands: string, options: BrandTransactionOptions = {}): BrandTransaction =>
  (effect) => {
    const mode = options.snapshot === true ? " ISOLATION LEVEL REPEATABLE READ, READ ONLY" : ""
    // In the round trip of the BEGIN, so that no statement can come before it.
    const settings = Object.entries(options.settings ?? {}).map(([name, value]) => `; SET LOCAL ${name} = '${value}'`)
    const begin = `BEGIN${mode}; SELECT set_config('croupier.brands', '${brands}', true)${settings.join("")}`
    return transaction(begin)(effect)
  }

/** The key goes into the text of a statement: what the type promises is checked again. */
const checked = Schema.validateSync(BrandKey)
