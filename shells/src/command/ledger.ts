import * as Postgres from "@croupier/core/postgres/Postgres"
import type { Head } from "@croupier/wallet/seal/Head"
import { verifyLedger } from "@croupier/wallet/verify/verifyLedger"
import { Effect } from "effect"
import { databaseOfStart } from "../development/databaseOfStart.js"

/** What is wrong with the books of the database of `DATABASE_URL`, or of the platform that `npm start` runs here. */
export const verifiedLedger = (heads: ReadonlyArray<Head>) =>
  Effect.gen(function* () {
    const url = yield* databaseOfStart
    return yield* Effect.provide(
      verifyLedger({ heads }),
      Postgres.layer({ url, applicationName: "verify-ledger", role: "croupier_span", maxConnections: 1 })
    )
  }).pipe(Effect.mapError(Postgres.naming("DATABASE_URL")))
