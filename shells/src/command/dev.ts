import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import { Effect } from "effect"
import * as Parent from "../development/Parent.js"
import { ProcessEnded, Refused } from "./ExitCode.js"
import { json, leaf } from "./Leaf.js"

const flag = (name: string, description: string) => Options.boolean(name).pipe(Options.withDescription(description))

/** `dev`: what `npm start` does. */
export const dev = leaf(
  {
    path: ["dev"],
    summary: "run the whole platform in one process, on a PostgreSQL of its own",
    details: [
      "What `npm start` does, with the same options. It stays up until it is stopped. Part of a checkout only: the image for production has neither the simulators nor the database server. With --json the listing (dev.json) is printed once everything is up, and the story goes to standard error."
    ],
    examples: ["croupier dev", "croupier dev --fresh --exit"],
    codes: { 0: "stopped, or up and told to exit", 1: "could not start: the message says why", 2: "bad usage" },
    variables: ["CROUPIER_HOME", "DATABASE_URL", "MULTI_BRAND_ENFORCEMENT", "PORT_OFFSET", "LOG_FORMAT", "LOG_LEVEL"]
  },
  Command.make(
    "dev",
    {
      fresh: flag("fresh", "begin anew: forget players, money and keys of earlier runs"),
      story: flag("story", "tell the story again (it is told by itself on the first start)"),
      exit: flag("exit", "stop when everything is up and the story is told"),
      json
    },
    (given) =>
      Effect.gen(function* () {
        const shell = fileURLToPath(new URL("./all-in-one.js", import.meta.url))
        if (!existsSync(shell)) {
          const message =
            "dev is part of a checkout, not of this image: run npm start, or npx croupier dev, in a checkout"
          return yield* new Refused({ message })
        }
        const flags = (["fresh", "story", "exit", "json"] as const).filter((name) => given[name])
        const code = yield* ended(
          shell,
          flags.map((name) => `--${name}`)
        )
        if (code !== 0) return yield* new ProcessEnded({ code, message: `dev ended with ${code}` })
      })
  )
)

/** Runs the shell until it ends, or until npm above is gone; stops it where this process is told to stop. */
const ended = (shell: string, flags: ReadonlyArray<string>) =>
  Effect.async<number>((resume) => {
    const child = spawn(process.execPath, [shell, ...flags], { stdio: "inherit" })
    const exited = new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 1)))
    exited.then((code) => resume(Effect.succeed(code)))
    return Effect.promise(() => {
      child.kill("SIGTERM")
      return exited
    })
  }).pipe(Effect.raceFirst(Effect.as(Parent.gone, 0)))
