import * as Shell from "@croupier/core/process/Shell"
import { Console, Effect } from "effect"
import * as Arguments from "./development/Arguments.js"
import { start } from "./development/Start.js"

process.env.LOG_LEVEL ??= "warning"

Arguments.parse(process.argv.slice(2)).pipe(
  Effect.flatMap((given) => (given.help ? Console.log(Arguments.usage) : start(given))),
  Shell.runTask("all-in-one", { logTo: process.argv.includes("--json") ? "stderr" : "stdout" })
)
