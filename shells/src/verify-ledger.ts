import * as Shell from "@croupier/core/process/Shell"
import { headsOf } from "@croupier/wallet/verify/Arguments"
import { exitCode, renderReport } from "@croupier/wallet/verify/verifyLedger"
import { Console, Data, Effect } from "effect"
import { verifiedLedger } from "./command/ledger.js"

const usage = `usage: verify-ledger [--head <brand>:<number>:<hash> …]
verifies the books of every brand; exits with 0 if they balance, 1 if they do not, 2 if the verification could not run`

class BooksDoNotBalance extends Data.TaggedError("BooksDoNotBalance")<{ readonly message: string }> {}

Effect.gen(function* () {
  const heads = yield* headsOf(process.argv.slice(2))
  const report = yield* verifiedLedger(heads)
  yield* Console.log(renderReport(report))
  if (exitCode(report) !== 0) return yield* new BooksDoNotBalance({ message: "the books do not balance" })
}).pipe(
  // 1: they do not balance; 2: it could not look, which says nothing about them.
  Shell.runTask("verify-ledger", { codeOf: (failure) => (failure instanceof BooksDoNotBalance ? 1 : 2), usage })
)
