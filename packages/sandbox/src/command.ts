#!/usr/bin/env node
import { Cause, Effect, Either } from "effect"
import * as Hub88Command from "./hub88/Hub88Command.js"
import * as SoftswissCommand from "./softswiss/SoftswissCommand.js"

const [provider, ...args] = process.argv.slice(2)

const fail = (line: string): never => {
  process.stderr.write(`${line}\n`)
  process.exit(2)
}

const start = (): Effect.Effect<never, Error> => {
  if (provider === "hub88") return Effect.scoped(Hub88Command.run(Either.getOrElse(Hub88Command.parse(args), fail)))
  if (provider === "softswiss") {
    return Effect.scoped(SoftswissCommand.run(Either.getOrElse(SoftswissCommand.parse(args), fail)))
  }
  return fail(`"${provider}" is not a provider of the sandbox; available: hub88, softswiss`)
}

if (provider === undefined || provider === "--help" || args.includes("--help")) {
  process.stdout.write(`${Hub88Command.usage}\n\n${SoftswissCommand.usage}\n`)
} else {
  const fiber = Effect.runFork(start())
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => fiber.unsafeInterruptAsFork(fiber.id()))
  }
  fiber.addObserver((exit) => {
    if (exit._tag === "Failure" && !Cause.isInterruptedOnly(exit.cause)) fail(Cause.pretty(exit.cause).split("\n")[0]!)
    process.exit(0)
  })
}
