import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { BrandKey } from "../Brand.js"
import { withBrand } from "./BrandTransaction.js"
import { isUnavailable, sqlState } from "./SqlErrors.js"

/** How a domain's store runs its statements. */
export interface Store<R, E> {
  /** In one transaction that sees the rows of these brands only. */
  readonly inBrand: <A>(
    brand: BrandKey | ReadonlyArray<BrandKey>,
    effect: Effect.Effect<A, SqlError, R>
  ) => Effect.Effect<A, E>
  /** Outside of brand-owned rows, each statement on its own. */
  readonly outside: <A>(effect: Effect.Effect<A, SqlError, R>) => Effect.Effect<A, E>
}

/** What a store is called in logs, and the domain's error for a database that cannot be reached: the outcome is unknown then. */
export interface StoreOptions<E> {
  readonly name: string
  /** Without it every failure of a statement is a defect; the HTTP layer still answers an unreachable database with 503. */
  readonly unavailable?: () => E
}

/**
 * A store over the services in scope. A database that cannot be reached, or cannot serve now, is the domain's own error; any
 * other failed statement is a defect, described by its SQLSTATE and message only, since a server's detail quotes rows.
 */
export const make = <E = never, R = never>(
  options: StoreOptions<E>
): Effect.Effect<Store<R | SqlClient.SqlClient, E>, never, R | SqlClient.SqlClient> =>
  Effect.map(Effect.context<R | SqlClient.SqlClient>(), (context) => {
    const outside = <A>(effect: Effect.Effect<A, SqlError, R | SqlClient.SqlClient>): Effect.Effect<A, E> =>
      Effect.catchAll(Effect.provide(effect, context), (error) => failure(options, error))
    return { outside, inBrand: (brand, effect) => outside(withBrand(brand)(effect)) }
  })

const failure = <E>({ name, unavailable }: StoreOptions<E>, error: SqlError): Effect.Effect<never, E> => {
  if (unavailable === undefined) return Effect.die(error)
  const { cause } = error
  const said = `${sqlState(cause) ?? "no SQLSTATE"}: ${cause instanceof Error ? cause.message : "no message"}`
  return isUnavailable(error)
    ? Effect.zipRight(
        Effect.logWarning(`${name}: the database does not answer (${said})`),
        Effect.failSync(unavailable)
      )
    : Effect.dieMessage(`${name}: a statement failed (${said})`)
}
