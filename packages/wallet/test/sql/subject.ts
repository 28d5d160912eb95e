import type { BrandKey } from "@croupier/core/Brand"
import { randomText } from "@croupier/core/Ids"
import type { Postgres } from "@croupier/core/postgres/Postgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect, type ManagedRuntime } from "effect"
import { Wallet } from "../../src/contract.js"
import type { Subject } from "../../src/testing/Law.js"
import { renderFault, verifyLedger } from "../../src/verify/verifyLedger.js"

/** The wallet on a database that others use too, over two brands of its own. */
export const sqlSubject = (runtime: ManagedRuntime.ManagedRuntime<Wallet | Postgres, never>): Effect.Effect<Subject> =>
  Effect.promise(() =>
    runtime.runPromise(
      Effect.gen(function* () {
        const wallet = yield* Wallet
        const sql = yield* SqlClient
        const brands = newBrands()
        const books = verifyLedger({ brands }).pipe(
          Effect.provideService(SqlClient, sql),
          Effect.orDie,
          Effect.map(({ faults }) => faults.map(renderFault))
        )
        return { wallet, brands, books }
      })
    )
  )

/** Two unused brands. */
export const newBrands = (): readonly [BrandKey, BrandKey] => {
  const name = randomText(10)
  return [`${name}a`, `${name}b`] as unknown as readonly [BrandKey, BrandKey]
}
