import { spawn } from "node:child_process"
import { once } from "node:events"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect } from "effect"
import { bundles } from "./Bundles.js"

/** What a run of the command has left: its exit code, its result and its errors. */
export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the bundled `croupier` in an environment of nothing else, in a directory that has nothing of ours. */
export const croupier = (
  words: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>> = {},
  cwd: string = tmpdir()
): Effect.Effect<Ran> =>
  Effect.flatMap(bundles, (directory) =>
    Effect.promise(async () => {
      const child = spawn(process.execPath, [join(directory, "croupier.js"), ...words], {
        cwd,
        env: { PATH: process.env.PATH, ...environment }
      })
      const written = { stdout: "", stderr: "" }
      for (const stream of ["stdout", "stderr"] as const) {
        child[stream].setEncoding("utf8").on("data", (text: string) => {
          written[stream] += text
        })
      }
      const [code] = await once(child, "close")
      return { code, ...written }
    })
  )

/** The one JSON document of a run. */
export const documentOf = <A>({ stdout }: Ran): A => JSON.parse(stdout) as A
