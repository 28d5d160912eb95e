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
    summary: "prove that the books of every brand balance",
    details: ["Reads the whole history in one transaction. The login for this is a member of croupier_span."],
    examples: ["croupier verify", "croupier verify --head aurora:12:9f86d081884c7d65…"],
    codes: { 0: "the books balance", 1: "they do not", 2: "could not look, which says nothing about the books" },
    variables: databaseVariables
  },
  Command.make(
    "verify",
    {
      head: Options.text("head").pipe(
        Options.withDescription("<brand>:<number>:<hash>, a head of the seal that was kept elsewhere"),
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
