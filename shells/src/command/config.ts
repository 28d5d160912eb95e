import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import { Effect, Option } from "effect"
import { processes } from "../compose/processes.js"
import { environmentReport, processesNamed, renderEnvironments } from "./configReport.js"
import { BadUsage, FaultsFound } from "./ExitCode.js"
import { json, leaf, print } from "./Leaf.js"

const names = Object.keys(processes).join(", ")

/** `config check`. */
export const configCheck = leaf(
  {
    path: ["config", "check"],
    summary: "check the environment of one process or of all, and report missing, malformed and misspelt variables",
    details: [
      `Runs the checks of process startup without connecting to anything. Processes: ${names}. Variables are described in docs/reference/configuration.md.`
    ],
    examples: ["croupier config check wallet_service", "croupier config check --json"],
    codes: { 0: "no errors", 1: "errors, each reported", 2: "invalid usage" },
    variables: [...new Set(Object.values(processes).flatMap(({ reads }) => reads))].toSorted()
  },
  Command.make(
    "check",
    {
      process: Args.text({ name: "process" }).pipe(
        Args.withDescription("the process name; if omitted, all processes are checked"),
        Args.optional
      ),
      json
    },
    (given) =>
      Effect.gen(function* () {
        const found = processesNamed(Option.getOrUndefined(given.process))
        if (found.length === 0) {
          return yield* new BadUsage({
            message: `unknown process ${Option.getOrElse(given.process, () => "")}; known processes: ${names}`
          })
        }
        const reports = yield* Effect.forEach(found, ([name, environment]) =>
          environmentReport(name, environment, process.env)
        )
        yield* print(given.json, { processes: reports }, renderEnvironments(reports))
        const wrong = reports.filter(({ mistakes }) => mistakes.length > 0).map(({ process }) => process)
        if (wrong.length > 0) {
          return yield* new FaultsFound({ message: `invalid environment for ${wrong.join(", ")}` })
        }
      })
  )
)
