import { writeFileSync } from "node:fs"
import { AgentServiceApi } from "@croupier/agent/contract"
import { codeVersion } from "@croupier/core/codeVersion"
import * as ApiDocument from "@croupier/core/http/ApiDocument"
import { GameServiceApi } from "@croupier/game/contract"
import * as MergedApi from "@croupier/gateway/MergedApi"
import { PlayerServiceApi } from "@croupier/player/contract"
import { RollingServiceApi } from "@croupier/rolling/contract"
import { WalletServiceApi } from "@croupier/wallet/contract"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import { Effect, Option } from "effect"
import { Refused } from "./ExitCode.js"
import { json, leaf, print, usualCodes, write } from "./Leaf.js"

/** The document that the gateway serves at `/openapi.json`, without asking any service. */
export const mergedDocument = () =>
  MergedApi.merge(
    new Map([
      ["player_service", ApiDocument.make(PlayerServiceApi, codeVersion)],
      ["wallet_service", ApiDocument.make(WalletServiceApi, codeVersion)],
      ["game_service", ApiDocument.make(GameServiceApi, codeVersion)],
      ["rolling_service", ApiDocument.make(RollingServiceApi, codeVersion)],
      ["agent_service", ApiDocument.make(AgentServiceApi, codeVersion)]
    ])
  )

/** `openapi`. */
export const openapi = leaf(
  {
    path: ["openapi"],
    summary: "write the OpenAPI document of all APIs behind the gateway",
    details: ["Requires no running service. Without --output the document is printed, with or without --json."],
    examples: ["croupier openapi --output openapi.json"],
    codes: { ...usualCodes, 1: "the file cannot be written" },
    variables: []
  },
  Command.make(
    "openapi",
    {
      output: Options.text("output").pipe(Options.withDescription("the output file"), Options.optional),
      json
    },
    (given) =>
      Effect.gen(function* () {
        const document = mergedDocument()
        const text = JSON.stringify(document, null, 2)
        if (Option.isNone(given.output)) return yield* write(text)
        const file = given.output.value
        yield* Effect.try({
          try: () => writeFileSync(file, `${text}\n`),
          catch: (cause) => new Refused({ message: `${file} cannot be written: ${(cause as Error).message}` })
        })
        const paths = Object.keys(document.paths).length
        yield* print(given.json, { file, paths }, `${file}: ${paths} paths`)
      })
  )
)
