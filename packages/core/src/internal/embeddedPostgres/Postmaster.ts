import { execFileSync } from "node:child_process"
import { existsSync, readFileSync, realpathSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** What `postmaster.pid` says of the server that holds a data directory. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  readonly ready: boolean
}

/** The server that runs on this data directory, if there is one. */
export const postmaster = (directory: string): Postmaster | undefined => {
  const noted = note(directory)
  return noted !== undefined && isServer(noted.pid, realpathSync(directory)) ? noted : undefined
}

/**
 * A `postmaster.pid` left by a killed server stays where it is: the next server clears it itself, after it has seen that no
 * orphan of the last one still holds its memory. Only where its number now belongs to another process, which would
 * keep the server from starting, is the number struck out.
 */
export const strikeOutStranger = (directory: string): void => {
  const noted = note(directory)
  if (noted === undefined || !isAlive(noted.pid) || isServer(noted.pid, realpathSync(directory))) return
  const file = join(directory, "postmaster.pid")
  writeFileSync(file, readFileSync(file, "utf8").replace(/^\d+/, String(noProcess)))
}

const note = (directory: string): Postmaster | undefined => {
  const file = join(directory, "postmaster.pid")
  if (!existsSync(file)) return undefined
  const [pid, , , port, , , , status = ""] = readFileSync(file, "utf8").split("\n")
  return { pid: Number(pid), port: Number(port), ready: status.trim() === "ready" }
}

/** Above the highest process number of any system. */
const noProcess = 2 ** 30

const isAlive = (pid: number): boolean => {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return cause instanceof Error && "code" in cause && cause.code === "EPERM"
  }
}

const isServer = (pid: number, directory: string): boolean => {
  if (!isAlive(pid)) return false
  const command = commandLine(pid)
  return command === undefined || command.includes(directory)
}

/** Undefined where the system does not report it. */
const commandLine = (pid: number): string | undefined => {
  try {
    if (existsSync("/proc/self/cmdline")) return readFileSync(`/proc/${pid}/cmdline`, "utf8")
    if (process.platform === "win32") return undefined
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" })
  } catch {
    return undefined
  }
}
