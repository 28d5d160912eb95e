import { fromUnits } from "@croupier/core/Amount"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import { SqlClient } from "@effect/sql/SqlClient"
import { Deferred, Effect } from "effect"
import type { CommandOf } from "../../src/contract.js"
import { TransactionKey } from "../../src/contract.js"

/** Money of a brand from suspense to fees. */
export const transferOf = (brand: BrandKey, id: string, units: bigint): CommandOf<"brand-transfer"> => ({
  _tag: "brand-transfer",
  brand,
  actor: { kind: "system", id: "test" },
  key: TransactionKey.once("transfer", id),
  currency: "EUR" as CurrencyCode,
  kind: "adjust",
  amount: fromUnits(units),
  from: { kind: "suspense", sub: "" },
  to: { kind: "fees", sub: "" },
  reason: "test"
})

/**
 * The same by a writer that has its entries written, and stays open until it is released: it began before others that are
 * over, and ends after them. To be run as the ledger's owner.
 */
export const slowTransfer = (brand: BrandKey, units: bigint) =>
  Effect.gen(function* () {
    const written = yield* Deferred.make<void>()
    const letGo = yield* Deferred.make<void>()
    const sql = yield* SqlClient
    const fiber = yield* Effect.fork(
      Effect.gen(function* () {
        yield* sql`SET LOCAL idle_in_transaction_session_timeout = 0`
        yield* sql`
          INSERT INTO croupier_wallet.entry
            (brand_id, transaction_id, line, wallet_id, kind, sub, currency, amount, balance_after, version, at)
          SELECT ${brand}, made.id, line, NULL, kind, '', 'EUR', amount, NULL, 0, now()
          FROM (SELECT gen_random_uuid() AS id) AS made
          CROSS JOIN (VALUES (1, 'suspense', -${units}::bigint), (2, 'fees', ${units}::bigint)) AS x (line, kind, amount)`
        yield* Deferred.succeed(written, undefined)
        yield* Deferred.await(letGo)
      }).pipe(withBrand(brand))
    )
    yield* Effect.raceFirst(Deferred.await(written), fiber)
    return Effect.zipRight(Deferred.succeed(letGo, undefined), Effect.asVoid(fiber))
  })
