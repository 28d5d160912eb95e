import { codeVersion } from "@croupier/core/codeVersion"
import * as Command from "@effect/cli/Command"
import { Data, Effect } from "effect"
import { examine } from "./doctor/examine.js"
import { countOf, renderFindings } from "./doctor/render.js"
import { FaultsFound } from "./ExitCode.js"
import { json, leaf, print } from "./Leaf.js"

/** The database could not be read, so that most is unknown. */
class NotLooked extends Data.TaggedError("NotLooked")<{ readonly message: string }> {}

/** `doctor`. */
export const doctor = leaf(
  {
    path: ["doctor"],
    summary: "diagnose a deployment from its environment, and suggest fixes",
    details: [
      "Run it in the environment of a process, such as a worker's container; it checks the resources that this environment refers to. Read-only. Each check reports ok, warning or fault, the finding, and the command or setting that fixes it.",
      "Most checks need a login that is a member of croupier_span (croupier_span itself, the login of wallet_worker, or croupier_owner). The keys are tested on the secrets that the login can read."
    ],
    examples: ["croupier doctor", "docker compose exec wallet_worker node croupier.js doctor --json"],
    codes: {
      0: "no faults; warnings are possible",
      1: "faults, each reported",
      2: "invalid usage, or the database could not be reached, so most checks were skipped"
    },
    variables: [
      "DATABASE_URL",
      "CROUPIER_HOME",
      "REDIS_URL",
      "CROUPIER_KEYS",
      "CROUPIER_SERVICE_KEYS",
      "PLAYER_SERVICE_URL",
      "WALLET_SERVICE_URL",
      "GAME_SERVICE_URL",
      "ROLLING_SERVICE_URL",
      "AGENT_SERVICE_URL",
      "GATEWAY_URL",
      "HEARTBEAT_DIR",
      "ALLOW_LOOPBACK_PROVIDERS",
      "MULTI_BRAND_ENFORCEMENT",
      "PORT_OFFSET"
    ]
  },
  Command.make("doctor", { json }, (given) =>
    Effect.gen(function* () {
      const { findings, isDatabaseReached } = yield* examine(process.env)
      const [faults, warnings] = [countOf(findings, "fault"), countOf(findings, "warning")]
      yield* print(given.json, { version: codeVersion, faults, warnings, findings }, renderFindings(findings))
      if (!isDatabaseReached) return yield* new NotLooked({ message: "the database could not be reached" })
      if (faults > 0) return yield* new FaultsFound({ message: `${faults} ${faults === 1 ? "fault" : "faults"} found` })
    })
  )
)
