import { headsOf } from "@croupier/wallet/verify/Arguments"
import { exitCode, renderReport } from "@croupier/wallet/verify/verifyLedger"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import { Effect } from "effect"
import { databaseVariables } from "./database.js"
import { FaultsFound } from "./ExitCode.js"
import { json, leaf, print } from "./Leaf.js"
import { verifiedLedger } from "./ledger.js"

/** `verify`: what the shell `verify-ledger` does. */
export const verify = leaf(
  {
    path: ["verify"],
    summary: "verify that the books of every brand balance",
    details: ["Reads the whole history in one transaction. Requires a login that is a member of croupier_span."],
    examples: ["croupier verify", "croupier verify --head aurora:12:9f86d081884c7d65…"],
    codes: { 0: "the books balance", 1: "the books do not balance", 2: "the verification could not run" },
    variables: databaseVariables
  },
  Command.make(
    "verify",
    {
      head: Options.text("head").pipe(
        Options.withDescription("<brand>:<number>:<hash>, a seal head that was stored externally"),
        Options.repeated
      ),
      json
    },
    (given) =>
      Effect.gen(function* () {
        const heads = yield* headsOf(given.head.flatMap((head) => ["--head", head]))
        const report = yield* verifiedLedger(heads)
        yield* print(given.json, report, renderReport(report))
        if (exitCode(report) !== 0) return yield* new FaultsFound({ message: "the books do not balance" })
      })
  )
)
