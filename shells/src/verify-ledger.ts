import * as Shell from "@croupier/core/config/Shell"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { headsOf } from "@croupier/wallet/verify/Arguments"
import { exitCode, renderReport, verifyLedger } from "@croupier/wallet/verify/VerifyLedger"
import { Console, Data, Effect } from "effect"
import { databaseOfStart } from "./development/databaseOfStart.js"

const usage = `usage: verify-ledger [--head <brand>:<number>:<hash> …]
proves the books of every brand; ends with 0 where they balance, 1 where they do not, 2 where it could not look`

class BooksDoNotBalance extends Data.TaggedError("BooksDoNotBalance")<{ readonly message: string }> {}

Effect.gen(function* () {
  const heads = yield* headsOf(process.argv.slice(2))
  const database = yield* databaseOfStart
  const report = yield* Effect.provide(
    verifyLedger({ heads }),
    Postgres.layer({ url: database, applicationName: "verify-ledger", role: "croupier_span", maxConnections: 1 })
  )
  yield* Console.log(renderReport(report))
  if (exitCode(report) !== 0) return yield* new BooksDoNotBalance({ message: "the books do not balance" })
}).pipe(
  Effect.mapError(Postgres.naming("DATABASE_URL")),
  // 1: they do not balance; 2: nobody could look, which says nothing about them.
  Shell.runTask("verify-ledger", { codeOf: (failure) => (failure instanceof BooksDoNotBalance ? 1 : 2), usage })
)
