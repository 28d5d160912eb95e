import { codeVersion } from "@croupier/core/codeVersion"
import * as CliConfig from "@effect/cli/CliConfig"
import * as Command from "@effect/cli/Command"
import * as ValidationError from "@effect/cli/ValidationError"
import * as NodeContext from "@effect/platform-node/NodeContext"
import { Effect, Layer } from "effect"
import { BadUsage } from "./ExitCode.js"
import { helpFor, pathIn, wantsHelp } from "./help.js"
import { write } from "./Leaf.js"
import { plain } from "./parts.js"
import { root } from "./tree.js"

const parse = Command.run(root, { name: "croupier", version: codeVersion })

/**
 * Runs the command that these words are. Its result is on standard output; words that it does not take fail with one line
 * that says where the help is.
 */
export const run = (words: ReadonlyArray<string>): Effect.Effect<void, unknown> =>
  wantsHelp(words)
    ? write(helpFor(words))
    : parse(["node", "croupier", ...words]).pipe(
        quietly,
        Effect.mapError((failure) =>
          ValidationError.isValidationError(failure)
            ? new BadUsage({
                message: `${plain(failure.error)}: see ${["croupier", pathIn(words), "--help"].filter((word) => word !== "").join(" ")}`
              })
            : failure
        ),
        Effect.provide(Layer.merge(NodeContext.layer, CliConfig.layer({ showBuiltIns: false })))
      )

/** The parser prints its complaint by itself; the process that runs the command prints it once. */
const quietly = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.flatMap(Effect.console, (console) => Effect.withConsole(effect, { ...console, error: () => Effect.void }))
