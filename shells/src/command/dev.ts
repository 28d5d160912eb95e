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
    summary: "run the whole platform in one process, with embedded PostgreSQL",
    details: [
      "Same as `npm start`, with the same options. Runs until stopped. Available in a checkout only: the production image contains neither the simulators nor the database server. With --json the listing (dev.json) is printed when everything is up, and the story goes to standard error."
    ],
    examples: ["croupier dev", "croupier dev --fresh --exit"],
    codes: {
      0: "stopped, or exited because of --exit",
      1: "startup failed; the message gives the reason",
      2: "invalid usage"
    },
    variables: ["CROUPIER_HOME", "DATABASE_URL", "MULTI_BRAND_ENFORCEMENT", "PORT_OFFSET", "LOG_FORMAT", "LOG_LEVEL"]
  },
  Command.make(
    "dev",
    {
      fresh: flag("fresh", "start fresh: delete players, money and keys of earlier runs"),
      story: flag("story", "run the demo story again (it runs automatically on the first start)"),
      exit: flag("exit", "exit when everything is up and the story has run"),
      json
    },
    (given) =>
      Effect.gen(function* () {
        const shell = fileURLToPath(new URL("./all-in-one.js", import.meta.url))
        if (!existsSync(shell)) {
          const message = "dev is not available in this image: run npm start or npx croupier dev in a checkout"
          return yield* new Refused({ message })
        }
        const flags = (["fresh", "story", "exit", "json"] as const).filter((name) => given[name])
        const code = yield* ended(
          shell,
          flags.map((name) => `--${name}`)
        )
        if (code !== 0) return yield* new ProcessEnded({ code, message: `dev exited with code ${code}` })
      })
  )
)

/** Runs the shell until it ends, or until the parent npm has ended; stops it when this process is stopped. */
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
