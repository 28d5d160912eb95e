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
    summary: "check the environment for one process or for all, and name every missing, malformed or misspelt variable",
    details: [
      `Checks what the start of a process checks, and connects to nothing. Processes: ${names}. What each variable is for stands in docs/reference/configuration.md.`
    ],
    examples: ["croupier config check wallet_service", "croupier config check --json"],
    codes: { 0: "no mistakes", 1: "mistakes, each named", 2: "bad usage" },
    variables: [...new Set(Object.values(processes).flatMap(({ reads }) => reads))].toSorted()
  },
  Command.make(
    "check",
    {
      process: Args.text({ name: "process" }).pipe(
        Args.withDescription("the name of the process; without it all are checked against this environment"),
        Args.optional
      ),
      json
    },
    (given) =>
      Effect.gen(function* () {
        const found = processesNamed(Option.getOrUndefined(given.process))
        if (found.length === 0) {
          return yield* new BadUsage({
            message: `there is no process ${Option.getOrElse(given.process, () => "")}, only ${names}`
          })
        }
        const reports = yield* Effect.forEach(found, ([name, environment]) =>
          environmentReport(name, environment, process.env)
        )
        yield* print(given.json, { processes: reports }, renderEnvironments(reports))
        const wrong = reports.filter(({ mistakes }) => mistakes.length > 0).map(({ process }) => process)
        if (wrong.length > 0) {
          return yield* new FaultsFound({ message: `the environment is not right for ${wrong.join(", ")}` })
        }
      })
  )
)
