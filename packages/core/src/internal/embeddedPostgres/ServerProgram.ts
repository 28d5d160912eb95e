import { execFile } from "node:child_process"
import { join } from "node:path"
import { Effect } from "effect"
import type { ServerUser } from "./ServerUser.js"

/** How a program of the server ended and what it printed. */
export interface ProgramResult {
  readonly code: number
  readonly output: string
}

/** Where the programs are and under which account they run (undefined: our own). */
export interface Programs {
  readonly directory: string
  readonly user: ServerUser | undefined
}

/** Runs `initdb`, `pg_ctl` or `postgres` to its end. It has a small environment of its own, so no `PG…` variable leaks in. */
export const runProgram = (
  programs: Programs,
  name: string,
  args: ReadonlyArray<string>
): Effect.Effect<ProgramResult> =>
  Effect.async((resume) => {
    const { user } = programs
    const options = {
      cwd: programs.directory,
      env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC", SystemRoot: process.env.SystemRoot },
      ...(user === undefined ? {} : { uid: user.uid, gid: user.gid })
    }
    execFile(join(programs.directory, name), args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 127
      resume(Effect.succeed({ code, output: `${stdout}${stderr}${code === 127 ? error?.message : ""}`.trim() }))
    })
  })
