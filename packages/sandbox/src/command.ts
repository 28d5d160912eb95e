#!/usr/bin/env node
import { Cause, Effect, Either } from "effect"
import * as Hub88Command from "./hub88/Hub88Command.js"

const [provider, ...args] = process.argv.slice(2)

const fail = (line: string): never => {
  process.stderr.write(`${line}\n`)
  process.exit(2)
}

if (provider === undefined || provider === "--help" || args.includes("--help")) {
  process.stdout.write(`${Hub88Command.usage}\n`)
} else if (provider !== "hub88") {
  fail(`"${provider}" is no provider of the sandbox; there is hub88`)
} else {
  const options = Either.getOrElse(Hub88Command.parse(args), fail)
  const fiber = Effect.runFork(Effect.scoped(Hub88Command.run(options)))
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => fiber.unsafeInterruptAsFork(fiber.id()))
  }
  fiber.addObserver((exit) => {
    if (exit._tag === "Failure" && !Cause.isInterruptedOnly(exit.cause)) fail(Cause.pretty(exit.cause).split("\n")[0]!)
    process.exit(0)
  })
}
